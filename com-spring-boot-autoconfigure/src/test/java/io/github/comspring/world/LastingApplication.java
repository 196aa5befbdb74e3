package io.github.comspring.world;

import java.util.concurrent.CountDownLatch;

import io.github.comspring.Activator;
import io.github.comspring.fixture.Mortal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses a class, and lasts until it is told to end.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class LastingApplication {

	/** The system property that says when it has closed. */
	static final String CLOSED = "application.closed";

	static final String READY = "The call was answered";

	/**
	 * Calls the class once, and waits.
	 * @param args the properties
	 */
	public static void main(String[] args) throws InterruptedException {
		SpringApplication.getShutdownHandlers().add(() -> System.setProperty(CLOSED, "true"));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(LastingApplication.class)
			.web(WebApplicationType.NONE)
			.run(args);
		context.getBean(Activator.class).createInstance(ContainedApplication.PROG_ID, Mortal.class).get().count();
		System.out.println(READY);
		new CountDownLatch(1).await();
	}

}
