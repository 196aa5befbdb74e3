package sample.hello.app;

import io.github.comspring.ComClass;
import sample.hello.Greeter;
import sample.hello.Greeting;

/**
 * Greets in a word. A class of the application itself, found by its component scan.
 */
@ComClass(clsid = "{3C1D4B58-50C4-4E5E-9B0D-6C9F1B7A2E63}", progId = "Hello.BriefGreeter.1")
class BriefGreeter implements Greeter {

	@Override
	public Greeting greet(String name) {
		return new Greeting("Hi " + name, ProcessHandle.current().pid());
	}

}
