package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An application that starts a server or surrogate, says which process that is, and goes
 * on.
 */
final class TestApplication {

	private TestApplication() {
	}

	private static long hostedBy(TestMachine machine, Path directory) {
		HostedClasses classes = new HostedClasses(machine, directory);
		return classes.create(classes.register()).get().pid();
	}

	public static void main(String[] args) throws IOException {
		try (TestMachine machine = new TestMachine()) {
			Gate.pass(args[0], (args.length > 1) ? hostedBy(machine, Path.of(args[1]))
					: machine.create(machine.register()).get().pid());
		}
	}

}
