package io.github.comspring.core.scm.program;

import java.time.Duration;
import java.util.List;

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

	/**
	 * Returns the command.
	 * @param scm where the service control manager listens
	 * @return the program and its arguments
	 * @throws io.github.comspring.ComException {@code CO_E_APPNOTFOUND} if the registry
	 * names no program
	 */
	public List<String> words(Endpoint scm) {
		CommandLine commandLine = CommandLine.parse(this.server.commandLine());
		boolean timed = commandLine.words().stream().anyMatch(LaunchArguments::isIdleTimeout);
		LaunchArguments added = new LaunchArguments(scm, timed ? null : this.idle, this.hosted);
		return commandLine.command(this.server.executable(), added.wordsOfServer());
	}

}
