package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.launch.Confinement;
import io.github.comspring.core.launch.CrashFiles;
import io.github.comspring.core.launch.LaunchEnvironment;
import io.github.comspring.core.launch.ProcessLimits;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.registry.ApplicationConfinement;
import org.jspecify.annotations.Nullable;

/**
 * A program that serves classes, as it is started.
 *
 * @param command the program and its arguments
 * @param confinement what it finds around it
 */
public record ServerProgram(List<String> command, Confinement confinement) {

	/**
	 * Copies the command.
	 */
	public ServerProgram {
		command = List.copyOf(command);
	}

	/**
	 * Returns a program as its application confines it.
	 * @param command the program and its arguments
	 * @param wanted what the application says
	 * @return the program behind the command prefix of the application
	 */
	static ServerProgram of(List<String> command, ApplicationConfinement wanted) {
		return of(command, wanted, directory(wanted.workingDirectory()), null, null);
	}

	/**
	 * Returns a program as its application confines it, in a certain directory.
	 * @param command the program and its arguments
	 * @param wanted what the application says
	 * @param directory where the program runs, or {@code null} for the directory of this
	 * process
	 * @param crashFiles the files of a JVM that fails, or {@code null}
	 * @param memory how many KiB of memory the program may have, or {@code null}
	 * @return the program behind the command prefix of the application
	 */
	public static ServerProgram of(List<String> command, ApplicationConfinement wanted,
			@Nullable WorkingDirectory directory, @Nullable CrashFiles crashFiles, @Nullable Integer memory) {
		List<String> words = new ArrayList<>(wanted.commandPrefix());
		words.addAll(command);
		LaunchEnvironment environment = new LaunchEnvironment(wanted.inherited(), wanted.variables());
		return new ServerProgram(words,
				new Confinement(environment, directory, crashFiles, new ProcessLimits(memory, wanted.processorTime())));
	}

	/**
	 * Returns the directory that an application wants.
	 * @param wanted what it says, or {@code null} if nothing
	 * @return the directory, or {@code null} for that of this process
	 */
	public static @Nullable WorkingDirectory directory(@Nullable String wanted) {
		if (wanted == null || wanted.equals(ApplicationConfinement.NO_DIRECTORY)) {
			return null;
		}
		return wanted.equals(ApplicationConfinement.OWN_DIRECTORY) ? WorkingDirectory.ownOne()
				: new WorkingDirectory(Path.of(wanted), false);
	}

	/**
	 * Returns this program with further arguments.
	 * @param arguments what comes at the end of its command line
	 * @return the program
	 */
	ServerProgram with(List<String> arguments) {
		List<String> words = new ArrayList<>(this.command);
		words.addAll(arguments);
		return new ServerProgram(words, this.confinement);
	}

}
