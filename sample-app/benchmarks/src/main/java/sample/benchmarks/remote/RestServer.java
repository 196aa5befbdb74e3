package sample.benchmarks.remote;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the calls with Spring MVC on Tomcat, as Spring Boot sets them up: up to 200
 * threads, connections that are kept. Without security and observation.
 */
final class RestServer implements PeerServer {

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
		.web(WebApplicationType.SERVLET)
		.properties("server.address=127.0.0.1", "server.port=0", "spring.main.banner-mode=off",
				"logging.level.root=warn")
		.run();

	@Override
	public String address() {
		return String.valueOf(((WebServerApplicationContext) this.context).getWebServer().getPort());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	@RestController
	static class Application {

		@GetMapping("/add/{left}/{right}")
		int add(@PathVariable int left, @PathVariable int right) {
			return left + right;
		}

		@PostMapping("/bytes")
		byte[] echo(@RequestBody byte[] payload) {
			return payload;
		}

		@PostMapping("/record")
		TenFields echo(@RequestBody TenFields fields) {
			return fields;
		}

	}

}
