package io.github.comspring.core.launch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.launch.crash.CrashFiles;
import org.jspecify.annotations.Nullable;

/**
 * What a process that is started finds around it, beside its program and its arguments.
 *
 * @param environment its environment variables
 * @param directory its working directory, or {@code null} for that of this process
 * @param crashFiles what its JVM writes when it fails, as its command line says, or
 * {@code null} if that is the program's own affair
 * @param limits what it may use up
 * @param prefix the program with its arguments that starts it, or nothing
 * @param runAs the user that it is started as, or {@code null} for that of this process
 * @param mark what all have that it starts, and that is to end with it, or {@code null}
 * if that goes on
 */
public record Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory,
		@Nullable CrashFiles crashFiles, ProcessLimits limits, List<String> prefix, @Nullable RunAs runAs,
		@Nullable LaunchMark mark) {

	private static final Logger logger = System.getLogger(Confinement.class.getName());

	/** What this process has around itself. */
	public static final Confinement NONE = new Confinement(LaunchEnvironment.WHOLE, null, null);

	/**
	 * Copies the prefix.
	 */
	public Confinement {
		prefix = List.copyOf(prefix);
	}

	/**
	 * Creates what a process finds that has no limits and no prefix, runs as the user of
	 * this one, and is outlived by what it starts.
	 * @param environment its environment variables
	 * @param directory its working directory, or {@code null} for that of this process
	 * @param crashFiles what its JVM writes when it fails, or {@code null}
	 */
	public Confinement(LaunchEnvironment environment, @Nullable WorkingDirectory directory,
			@Nullable CrashFiles crashFiles) {
		this(environment, directory, crashFiles, ProcessLimits.NONE, List.of(), null, null);
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
	 * Keeps what the process has found from looking old.
	 * @param anew whether its directory is made anew if somebody has removed it
	 * @return whether its directory was there
	 * @throws IOException if something cannot be made anew
	 */
	boolean keep(boolean anew) throws IOException {
		if (this.crashFiles != null) {
			this.crashFiles.keep();
		}
		boolean there = this.directory == null || this.directory.keep();
		if (!there && anew) {
			this.directory.enter((this.runAs != null) ? this.runAs.account() : null);
		}
		return there;
	}

	/**
	 * Returns the words that start a program in here. Whoever sets limits needs more
	 * rights than the other user has, and a sandbox may be one that gains them: so what
	 * takes rights away stands behind the prefix.
	 * @param subject what the process is for, for people
	 * @param program the program and its arguments
	 * @return the words
	 * @throws io.github.comspring.ComException as {@link ProcessLimits#applyTo} throws
	 */
	List<String> command(String subject, List<String> program) {
		List<String> words = new ArrayList<>((this.runAs != null) ? this.runAs.words() : Privileges.none());
		if (this.prefix.isEmpty()) {
			words.addAll(found(program));
			words = found(words);
		}
		else {
			words.addAll(program);
			words.addAll(0, found(this.prefix));
		}
		return Session.applyTo(this.limits.applyTo(subject, words));
	}

	/**
	 * Makes a name the file that this process finds by it: those that start it look for
	 * it with the environment of the process.
	 */
	private List<String> found(List<String> command) {
		String file = ProgramFile.find(command.get(0), path());
		List<String> words = new ArrayList<>(command);
		words.set(0, (file != null) ? file : command.get(0));
		return words;
	}

	/**
	 * Returns the program that is started first, for people.
	 * @param program the program that is to be started, and its arguments
	 */
	String first(List<String> program) {
		return this.prefix.isEmpty() ? program.get(0) : this.prefix.get(0);
	}

	/**
	 * Returns the working directory, or {@code null} for that of this process.
	 */
	@Nullable Path path() {
		return (this.directory != null) ? this.directory.path() : null;
	}

	/**
	 * Finds out what the system would not tell: what stands in front of the first program
	 * is started in any case, and then ends.
	 * @param subject what the process is for, for people
	 * @param program the program and its arguments
	 * @param command what {@link #command} returned
	 * @throws IOException if the first program is missing, or what interprets it
	 * @throws io.github.comspring.ComException as {@link RunAs#require} throws
	 */
	void require(String subject, List<String> program, List<String> command) throws IOException {
		if (command.size() > this.prefix.size() + program.size()) {
			requireFirst(first(program));
		}
		if (this.runAs != null) {
			this.runAs.require(subject, program, path());
		}
	}

	private void requireFirst(String program) throws IOException {
		if (ProgramFile.isMissing(program, path())) {
			throw new FileNotFoundException(program);
		}
		String interpreter = ProgramFile.missingInterpreter(program, path());
		if (interpreter != null) {
			throw new FileNotFoundException("there is no " + interpreter + " to interpret it");
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
	 * Ends what there may be of a process that is not to be, as far as it can be told by
	 * its mark, and removes what was made for it alone.
	 */
	void abandon() {
		endBearers();
		leave();
	}

	/**
	 * Removes what was made for the process alone. Never fails: what is left is logged.
	 * @return the files that it has written as its last words
	 */
	List<Path> leave() {
		// Before the directory goes, which they may be in
		List<Path> files = collect();
		try {
			if (this.directory != null) {
				this.directory.leave();
			}
		}
		catch (RuntimeException ex) {
			logger.log(Level.WARNING, "The directory of a process that has ended may be left", ex);
		}
		return files;
	}

	private List<Path> collect() {
		try {
			Path own = (this.directory != null && this.directory.own()) ? this.directory.path() : null;
			return (this.crashFiles != null) ? this.crashFiles.collect(own) : List.of();
		}
		catch (RuntimeException ex) {
			logger.log(Level.WARNING, "What a process that has ended wrote as its last words cannot be told", ex);
			return List.of();
		}
	}

}
