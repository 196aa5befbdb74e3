package sample.hello.greeter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.commons.lang3.StringUtils;
import sample.hello.Greeter;
import sample.hello.Greeting;

/**
 * Greets politely, with a library and a text that its clients do not have.
 */
class PoliteGreeter implements Greeter {

	private final String greeting;

	PoliteGreeter() throws IOException {
		try (InputStream in = PoliteGreeter.class.getResourceAsStream("greeting.txt")) {
			this.greeting = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
		}
	}

	@Override
	public Greeting greet(String name) {
		return new Greeting(this.greeting.formatted(StringUtils.capitalize(name)), ProcessHandle.current().pid());
	}

}
