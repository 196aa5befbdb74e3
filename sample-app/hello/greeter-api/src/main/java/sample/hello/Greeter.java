package sample.hello;

import io.github.comspring.ComInterface;

/**
 * Greets people.
 */
@ComInterface("{0F7E1B76-3A7C-4B0E-8C55-8D0A1C9B6E21}")
public interface Greeter {

	/**
	 * Greets somebody.
	 * @param name the name of whom to greet
	 * @return the greeting, with what greeted
	 */
	Greeting greet(String name);

}
