package io.github.comspring.core.launch;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * What to start.
 *
 * @param subject what the server is started for, named in its log lines
 * @param command the program and its arguments, at least the program; what the
 * confinement starts it by comes in front of it
 * @param confinement what the process finds around it
 * @param secret what the process gets as the first line of its standard input, and shows
 * when it registers: 1 to {@value Lifeline#MAX_SECRET} visible ASCII characters
 */
public record LaunchRequest(String subject, List<String> command, Confinement confinement, String secret) {

	/**
	 * Checks and copies what is to be started.
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} if there is no
	 * program, or if the secret cannot be sent as one line
	 */
	public LaunchRequest {
		command = List.copyOf(command);
		if (command.isEmpty()) {
			throw new ComException(HResult.E_INVALIDARG, "The command for " + subject + " is empty");
		}
		if (!Lifeline.isSecret(secret)) {
			throw new ComException(HResult.E_INVALIDARG, "The launch secret for " + subject + " is not one line of "
					+ "1 to " + Lifeline.MAX_SECRET + " visible ASCII characters");
		}
	}

	/**
	 * Returns the first line of the process's standard input.
	 */
	byte[] secretLine() {
		return (this.secret + '\n').getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Leaves the secret out, and the environment, which may hold others.
	 */
	@Override
	public String toString() {
		return "Launch of " + this.subject + " with " + this.command;
	}

}
