package sample.hello.greeter;

import org.apache.commons.lang3.StringUtils;
import sample.hello.Greeter;
import sample.hello.Greeting;

/**
 * Greets politely, with a library that its clients do not have.
 */
class PoliteGreeter implements Greeter {

	@Override
	public Greeting greet(String name) {
		return new Greeting("Good day, " + StringUtils.capitalize(name), ProcessHandle.current().pid());
	}

}
