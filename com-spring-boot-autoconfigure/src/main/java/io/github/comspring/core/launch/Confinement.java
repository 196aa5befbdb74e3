package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a process that is started finds around it, beside its command line.
 *
 * @param environment its environment variables
 * @param directory its working directory, or {@code null} for that of this process
 * @param crashFiles what its JVM writes when it fails, as its command line says, or
 * {@code null} if that is the program's own affair
 * @param limits what it may use up
 */
public record Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory,
		@Nullable CrashFiles crashFiles, ProcessLimits limits) {

	/** What this process has around itself. */
	public static final Confinement NONE = new Confinement(LaunchEnvironment.WHOLE, null, null);

	Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory, @Nullable CrashFiles crashFiles) {
		this(environment, directory, crashFiles, ProcessLimits.NONE);
	}

	/**
	 * Makes what the process is to find.
	 * @throws IOException if that is not possible, and nothing is left of it
	 */
	void enter() throws IOException {
		if (this.crashFiles != null) {
			this.crashFiles.prepare();
		}
		if (this.directory != null) {
			this.directory.enter();
		}
	}

	/**
	 * Removes what was made for the process alone.
	 * @return the files that it has written as its last words
	 */
	List<Path> leave() {
		if (this.directory != null) {
			this.directory.leave();
		}
		return (this.crashFiles != null) ? this.crashFiles.collect() : List.of();
	}

}
