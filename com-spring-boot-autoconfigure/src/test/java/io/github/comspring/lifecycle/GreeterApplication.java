package io.github.comspring.lifecycle;

import io.github.comspring.ComClass;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.autoconfigure.security.ComSecurityAutoConfiguration;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.JavaCommand;

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
		return String.join(" ", JavaCommand.of(GreeterApplication.class, arguments));
	}

	@ComClass(clsid = Greeter.CLSID, progId = Greeter.PROG_ID)
	GreeterObject greeter() {
		return new GreeterObject();
	}

}
