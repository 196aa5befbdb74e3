package io.github.comspring.core.scm.launching;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.core.registry.ApplicationRegistration;

/**
 * A JVM that does not start with the arguments that its application gives it: whoever is
 * told of it is told where they stand.
 */
final class JvmRefusal {

	/** What a JVM writes that takes no program on. */
	private static final List<String> WORDS = List.of("Could not create the Java Virtual Machine",
			"Error occurred during initialization of VM", "Could not find or load main class");

	private JvmRefusal() {
	}

	/**
	 * Adds to a failure what to do about it, if it is of this kind.
	 * @param failure why there is no process
	 * @param application the application of the process
	 * @return the failure for the client
	 */
	static ComException explain(ComException failure, ApplicationRegistration application) {
		List<String> arguments = application.confinement().jvm().arguments();
		if (arguments.isEmpty() || WORDS.stream().noneMatch(failure.detail()::contains)) {
			return failure;
		}
		String name = application.name();
		String place = (name != null) ? "comspring.applications." + name + ".jvm-args"
				: "the value JvmArguments of AppID\\" + application.appId();
		return new ComException(failure.hresult(),
				failure.detail() + "; its JVM does not start with the arguments " + arguments + ", so correct " + place,
				failure);
	}

}
