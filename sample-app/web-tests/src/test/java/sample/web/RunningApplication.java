package sample.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application at a real port, and its browser.
 */
final class RunningApplication implements AutoCloseable {

	/** The user with all that it takes. */
	static final String ANN = "ann";

	/** A user whom servers give clerks, but let call none of their methods. */
	static final String TIM = "tim";

	/** A user without any right. */
	static final String GUS = "gus";

	private final HttpClient browser = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private final URI address;

	RunningApplication(WebApplicationType type, Path modules, String... properties) throws IOException {
		ClerkJar.write(modules);
		this.context = new SpringApplicationBuilder(WebApplication.class).web(type)
			.properties(Places.properties(modules).toArray(String[]::new))
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
			.properties(properties)
			.run();
		this.address = URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	/**
	 * Asks for a page.
	 * @param user who asks, or {@code null} for somebody who has not logged in
	 * @param path the page
	 * @return the answer
	 */
	HttpResponse<String> get(@Nullable String user, String path) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.address.resolve(path)).timeout(Duration.ofMinutes(3));
		if (user != null) {
			String credentials = user + ":" + user;
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return this.browser.send(request.build(), BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.context.close();
		Hooks.disableAutomaticContextPropagation();
	}

}
