package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import org.jspecify.annotations.Nullable;

/**
 * One surrogate from its launch to its end, with a service control manager of its own
 * that nobody else sees, and a client. An interrupt ends it, and the process.
 */
final class SurrogateRehearsal implements SurrogatePrograms, AutoCloseable {

	/** How long the start, a call or the end of the process may take. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Path classPath;

	private final List<String> command;

	private final RehearsalClient client;

	private final ProcessLauncher launcher = new ProcessLauncher();

	private final ServiceControlManager scm;

	/**
	 * Prepares the rehearsal.
	 * @param classPath the jar of the runtime
	 * @param command the command line of the surrogate
	 */
	SurrogateRehearsal(Path classPath, List<String> command) {
		this.classPath = classPath;
		this.command = command;
		this.client = new RehearsalClient(classPath, PATIENCE);
		this.scm = new ServiceControlManager(this.client.rpc(), this.client.server(), this.client.registry(),
				ActivationGuard.NONE, this.launcher, this, new ScmSettings(PATIENCE, PATIENCE));
	}

	@Override
	public ServerProgram builtIn(ApplicationRegistration application, @Nullable RunAs runAs) {
		return ServerProgram.of(this.command, application.confinement().inheritedOr(BuiltInSurrogate.ENVIRONMENT),
				WorkingDirectory.ownOne(), null, null, null);
	}

	@Override
	public Path jar(String name) {
		return this.classPath;
	}

	@Override
	public List<Path> files(Path jar) {
		return List.of(jar);
	}

	/**
	 * Launches the surrogate, and calls an object in it.
	 * @throws IOException if a stream failed on its way
	 */
	void perform() throws IOException {
		this.client.perform(this.scm);
	}

	/**
	 * Has the surrogate end, and waits until it has.
	 */
	@Override
	public void close() throws IOException {
		this.scm.close();
		this.launcher.close();
		this.client.close();
	}

}
