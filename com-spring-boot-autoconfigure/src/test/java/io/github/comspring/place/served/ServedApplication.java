package io.github.comspring.place.served;

import java.util.Map;

import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.autoconfigure.security.ComSecurityAutoConfiguration;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * An application that serves the classes of one application of the registry, or that is a
 * host.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ComSecurityAutoConfiguration.class, ComAutoConfiguration.class })
public class ServedApplication {

	/** What a host that has started prints. */
	public static final String READY = "The host has started";

	private static final Map<String, Class<?>> BEANS = Map.of("served", ServedBeans.class, "hurried",
			HurriedBeans.class, "passing", PassingBeans.class);

	/**
	 * Starts the application.
	 * @param arguments the name of the application in the registry, or {@code host}, and
	 * properties
	 */
	public static void main(String[] arguments) {
		Class<?> beans = BEANS.get(arguments[0]);
		SpringApplicationBuilder application = new SpringApplicationBuilder(ServedApplication.class)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false);
		application.sources((beans != null) ? beans : HostPolicy.class);
		application.run(arguments);
		if (beans == null) {
			System.out.println(READY);
		}
	}

}
