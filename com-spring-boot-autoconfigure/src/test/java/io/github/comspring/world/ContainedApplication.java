package io.github.comspring.world;

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
 * An application that has much memory itself, and calls a library that takes what is
 * left.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ContainedApplication {

	static final String PROG_ID = "World.Leaking.1";

	private static byte[] memory;

	/**
	 * Calls the library twice and prints what came of it.
	 * @param args the properties, behind the mebibytes that the application itself takes
	 */
	public static void main(String[] args) {
		memory = new byte[Integer.parseInt(args[0]) << 20];
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ContainedApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			call(context.getBean(Activator.class));
			call(context.getBean(Activator.class));
			System.out.println("The application has had its " + (memory.length >> 20) + " MiB");
		}
	}

	private static void call(Activator activator) {
		try (ComPointer<Mortal> pointer = activator.createInstance(PROG_ID, Mortal.class)) {
			System.out.println("Call " + pointer.get().count() + " was answered");
		}
		catch (ComException ex) {
			System.out.println("The call failed: " + ex.getMessage());
		}
	}

}
