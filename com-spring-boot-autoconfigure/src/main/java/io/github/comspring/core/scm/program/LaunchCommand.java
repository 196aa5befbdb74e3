package io.github.comspring.core.scm.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.comspring.core.launch.CommandLine;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The command that starts a server: what the registry has, and behind that the arguments
 * of the service control manager.
 *
 * @param server the program as the registry has it
 * @param idle how long the process goes on without clients, or {@code null} for as long
 * as it likes itself; what the registered command line says wins
 * @param hosted whether the process goes on when the service control manager is gone, and
 * seeks the next one at the same endpoint
 */
public record LaunchCommand(LocalServer server, @Nullable Duration idle, boolean hosted) {

	private static final String IDLE_TIMEOUT = "--comspring.server.idle-timeout=";

	/** What a server gets that outlives its service control manager. */
	private static final String HOSTED = "--comspring.scm.mode=client";

	/** What every launched server gets last on its command line, as in COM. */
	private static final String EMBEDDING = "-Embedding";

	/**
	 * Returns the command.
	 * @param scm where the service control manager listens
	 * @return the program and its arguments
	 * @throws io.github.comspring.ComException {@code CO_E_APPNOTFOUND} if the registry
	 * names no program
	 */
	public List<String> words(Endpoint scm) {
		CommandLine commandLine = CommandLine.parse(this.server.commandLine());
		List<String> added = new ArrayList<>();
		if (this.idle != null && commandLine.words().stream().noneMatch(LaunchCommand::isIdleTimeout)) {
			added.add(IDLE_TIMEOUT + this.idle);
		}
		added.add("--comspring.scm.endpoint=" + scm);
		if (this.hosted) {
			added.add(HOSTED);
		}
		added.add(EMBEDDING);
		return commandLine.command(this.server.executable(), added);
	}

	/**
	 * Tells whether a word sets the idle timeout, in any spelling of a property, as an
	 * argument or as a system property.
	 */
	private static boolean isIdleTimeout(String word) {
		return uniform(word).matches("d?" + uniform(IDLE_TIMEOUT) + ".*");
	}

	private static String uniform(String word) {
		return word.replace("-", "").toLowerCase(Locale.ROOT);
	}

}
