package io.github.comspring.core.scm;

import java.io.IOException;

/**
 * An application that starts a server, says which process that is, and goes on.
 */
final class TestApplication {

	private TestApplication() {
	}

	public static void main(String[] args) throws IOException {
		try (TestMachine machine = new TestMachine()) {
			Gate.pass(args[0], machine.create(machine.register()).get().pid());
		}
	}

}
