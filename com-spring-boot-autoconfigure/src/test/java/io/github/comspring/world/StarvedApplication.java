package io.github.comspring.world;

import java.io.IOException;
import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Mortal;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that has used up its files when it needs a further server.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StarvedApplication {

	static final String FIRST = "World.First.1";

	static final String SECOND = "World.Second.1";

	/** Enough to load a class, and not for the pipes of a process. */
	private static final int LEFT = 3;

	/** More often than a class may fail until it is locked out. */
	private static final int TIMES = 8;

	/**
	 * Prints what comes of activations.
	 * @param args the properties
	 */
	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StarvedApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			Activator activator = context.getBean(Activator.class);
			try (ComPointer<Mortal> held = activator.createInstance(FIRST, Mortal.class)) {
				long pid = held.get().pid();
				FewFiles.with(LEFT, () -> {
					for (int i = 0; i < TIMES; i++) {
						call(activator, SECOND);
					}
				});
				call(activator, SECOND);
				System.out.println("The first one is the same: " + (held.get().pid() == pid));
			}
		}
	}

	static void call(Activator activator, String progId) {
		try (ComPointer<Mortal> pointer = activator.createInstance(progId, Mortal.class)) {
			System.out.println("Call " + pointer.get().count() + " was answered");
		}
		catch (ComException ex) {
			System.out.println("The call failed: " + ex.getMessage());
		}
	}

}
