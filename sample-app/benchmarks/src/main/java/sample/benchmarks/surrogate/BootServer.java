package sample.benchmarks.surrogate;

import io.github.comspring.ComClass;
import sample.benchmarks.Adder;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application that serves the same class.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BootServer {

	/** The class. */
	static final String CLSID = "{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E03}";

	/**
	 * Starts the server.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(BootServer.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run(args);
	}

	@ComClass(clsid = CLSID)
	Adder.Plain adder() {
		return new Adder.Plain();
	}

}
