package io.github.comspring.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Faulty;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.awaitility.Awaitility.await;

/**
 * An application that holds an object of a library while somebody tidies up among its
 * temporary files.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TidiedApplication {

	static final String HELD = "World.Held.1";

	static final String LATER = "World.Later.1";

	/**
	 * Says when it holds the object, waits for a line, and says what can still be done.
	 * @param args the properties
	 */
	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TidiedApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			Activator activator = context.getBean(Activator.class);
			try (ComPointer<Faulty> held = activator.createInstance(HELD, Faulty.class)) {
				long pid = held.get().pid();
				Path directory = Path.of(held.get().commit("temporary")).getParent();
				System.out.println("Holding " + directory.getFileName());
				new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
				System.out.println("The object is there: " + (held.get().pid() == pid));
				System.out.println("A class of another application: " + isServed(activator, LATER));
				await().ignoreExceptionsInstanceOf(ComException.class)
					.until(() -> held.get().commit("temporary") != null);
				System.out.println("The library has its temporary files");
				System.out.println("A further object: " + isServed(activator, HELD));
			}
		}
		System.out.println("The application has ended");
	}

	private static boolean isServed(Activator activator, String progId) {
		try (ComPointer<Faulty> pointer = activator.createInstance(progId, Faulty.class)) {
			return pointer.get().pid() > 0;
		}
	}

}
