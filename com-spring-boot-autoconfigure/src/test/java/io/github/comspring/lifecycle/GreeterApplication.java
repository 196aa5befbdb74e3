package io.github.comspring.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComClass;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.autoconfigure.security.ComSecurityAutoConfiguration;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An application that serves a class, for processes of its own.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ComSecurityAutoConfiguration.class, ComAutoConfiguration.class })
class GreeterApplication {

	/**
	 * Starts the application.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(GreeterApplication.class, arguments);
	}

	/**
	 * Returns the command line of a process of its own.
	 * @param arguments what stands at its end
	 * @return the command line
	 */
	static String commandLine(String... arguments) {
		List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), GreeterApplication.class.getName()));
		words.addAll(List.of(arguments));
		return String.join(" ", words);
	}

	@ComClass(clsid = Greeter.CLSID, progId = Greeter.PROG_ID)
	GreeterObject greeter() {
		return new GreeterObject();
	}

}
