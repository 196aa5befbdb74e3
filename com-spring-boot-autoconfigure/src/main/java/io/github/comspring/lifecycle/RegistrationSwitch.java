package io.github.comspring.lifecycle;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The command-line switches with which a server only registers itself, or takes its
 * registration back: {@code /RegServer}, {@code -RegServer} and
 * {@code --register-server}, {@code /UnregServer}, {@code -UnregServer} and
 * {@code --unregister-server}, in any letter case.
 */
enum RegistrationSwitch {

	/** Write the registration. */
	REGISTER("regserver", "register-server"),

	/** Remove the registration. */
	UNREGISTER("unregserver", "unregister-server");

	private final String classic;

	private final String modern;

	RegistrationSwitch(String classic, String modern) {
		this.classic = classic;
		this.modern = modern;
	}

	/**
	 * Finds a switch in a command line.
	 * @param arguments the command line
	 * @return the first switch, or {@code null} if there is none
	 */
	static @Nullable RegistrationSwitch in(String... arguments) {
		return Arrays.stream(arguments)
			.flatMap((argument) -> Arrays.stream(values()).filter((each) -> each.isWrittenAs(argument)))
			.findFirst()
			.orElse(null);
	}

	private boolean isWrittenAs(String argument) {
		String lower = argument.toLowerCase(Locale.ROOT);
		return lower.equals("/" + this.classic) || lower.equals("-" + this.classic) || lower.equals("--" + this.modern);
	}

}
