package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a process that is started finds around it, beside its command line.
 *
 * @param environment its environment variables
 * @param directory its working directory, or {@code null} for that of this process
 * @param crashFiles what its JVM writes when it fails, as its command line says, or
 * {@code null} if that is the program's own affair
 * @param limits what it may use up
 * @param runAs the user that its command line starts it as, or {@code null} for that of
 * this process
 * @param mark what all have that it starts, and that is to end with it, or {@code null}
 * if that goes on
 */
public record Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory,
		@Nullable CrashFiles crashFiles, ProcessLimits limits, @Nullable RunAs runAs, @Nullable LaunchMark mark) {

	/** What this process has around itself. */
	public static final Confinement NONE = new Confinement(LaunchEnvironment.WHOLE, null, null);

	/**
	 * Creates what a process finds that has no limits, runs as the user of this one, and
	 * is outlived by what it starts.
	 * @param environment its environment variables
	 * @param directory its working directory, or {@code null} for that of this process
	 * @param crashFiles what its JVM writes when it fails, or {@code null}
	 */
	public Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory,
			@Nullable CrashFiles crashFiles) {
		this(environment, directory, crashFiles, ProcessLimits.NONE, null, null);
	}

	/**
	 * Makes the environment variables those of the process.
	 * @param variables those of this process, which are changed
	 */
	void applyTo(Map<String, String> variables) {
		this.environment.applyTo(variables);
		WorkingDirectory.applyTo(this.directory, variables);
		if (this.mark != null) {
			this.mark.applyTo(variables);
		}
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
			this.directory.enter((this.runAs != null) ? this.runAs.account() : null);
		}
	}

	/**
	 * Makes sure that the user can start the process.
	 * @param subject what it is for, for people
	 * @param command its command line
	 * @throws io.github.comspring.ComException as {@link RunAs#require} throws
	 */
	void require(String subject, List<String> command) {
		if (this.runAs != null) {
			this.runAs.require(subject, command, (this.directory != null) ? this.directory.path() : null);
		}
	}

	/**
	 * Ends what the process has started, if that is to end with it.
	 */
	void endBearers() {
		if (this.mark != null) {
			this.mark.endBearers();
		}
	}

	/**
	 * Removes what was made for the process alone.
	 * @return the files that it has written as its last words
	 */
	List<Path> leave() {
		// Before the directory goes, which they may be in
		List<Path> files = (this.crashFiles != null) ? this.crashFiles.collect() : List.of();
		if (this.directory != null) {
			this.directory.leave();
		}
		return files;
	}

}
