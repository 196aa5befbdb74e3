package io.github.comspring.core.scm.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.launch.Confinement;
import io.github.comspring.core.launch.LaunchEnvironment;
import io.github.comspring.core.launch.LaunchMark;
import io.github.comspring.core.launch.ProcessLimits;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.launch.cgroup.GroupLimits;
import io.github.comspring.core.launch.crash.CrashFiles;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ApplicationGroup;
import io.github.comspring.core.registry.ApplicationLimits;
import org.jspecify.annotations.Nullable;

/**
 * A program that serves classes, as it is started.
 *
 * @param command the program and its arguments
 * @param confinement what it finds around it, and is started by
 */
public record ServerProgram(List<String> command, Confinement confinement) {

	/**
	 * The stack of a native thread, in KiB, where it counts for the memory, and the usual
	 * 8 MiB would be too much.
	 */
	static final int THREAD_STACK = 1024;

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
	 * @param runAs the user that it runs as, or {@code null} for that of this process
	 * @return the program
	 */
	public static ServerProgram of(List<String> command, ApplicationConfinement wanted, @Nullable RunAs runAs) {
		String place = wanted.workingDirectory();
		// Another user may not even enter the directory of this process
		String usual = (runAs != null) ? ApplicationConfinement.OWN_DIRECTORY : null;
		return of(command, wanted, directory((place != null) ? place : usual), null, null, runAs);
	}

	/**
	 * Returns a program as its application confines it, in a certain directory.
	 * @param command the program and its arguments
	 * @param wanted what the application says
	 * @param directory where the program runs, or {@code null} for the directory of this
	 * process
	 * @param crashFiles the files of a JVM that fails, and that ends with all that it has
	 * started, or {@code null}
	 * @param memory how many KiB of memory the program may have, or {@code null}
	 * @param runAs the user that it runs as, or {@code null} for that of this process
	 * @return the program
	 */
	public static ServerProgram of(List<String> command, ApplicationConfinement wanted,
			@Nullable WorkingDirectory directory, @Nullable CrashFiles crashFiles, @Nullable Integer memory,
			@Nullable RunAs runAs) {
		LaunchEnvironment environment = (runAs != null) ? runAs.environment(wanted.inherited(), wanted.variables())
				: new LaunchEnvironment(wanted.inherited(), wanted.variables());
		return new ServerProgram(command,
				new Confinement(environment, directory, crashFiles, limits(wanted.limits(), memory),
						wanted.commandPrefix(), runAs, (crashFiles != null) ? LaunchMark.random() : null));
	}

	private static ProcessLimits limits(ApplicationLimits wanted, @Nullable Integer memory) {
		Integer stack = wanted.threadStack();
		Integer adjust = wanted.oomScoreAdjust();
		ApplicationGroup group = wanted.group();
		return new ProcessLimits(memory, (stack != null || memory == null) ? stack : Integer.valueOf(THREAD_STACK),
				wanted.processorTime(), (adjust != null) ? adjust : ApplicationLimits.SOONEST,
				(group != null) ? group(group) : null);
	}

	/**
	 * Returns what a control group has.
	 * @param wanted what the application says
	 * @return the same for the kernel
	 */
	public static GroupLimits group(ApplicationGroup wanted) {
		return new GroupLimits(wanted.memory(), wanted.pids(), wanted.processors());
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
	 * Looks at the jars that the command line names.
	 * @return the files as they are now
	 */
	public List<FileVersion> jars() {
		WorkingDirectory directory = this.confinement.directory();
		Path start = (directory != null) ? directory.path() : Path.of("");
		return FileVersion.of(this.command.stream()
			.filter((word) -> word.endsWith(".jar"))
			.map((word) -> start.resolve(word).toAbsolutePath())
			.toList());
	}

	/**
	 * Tells whether a process of another program is as good as one of this: all is the
	 * same but the names that each process has for itself.
	 * @param other the other program
	 * @return whether it is
	 */
	public boolean isLike(ServerProgram other) {
		return anonymous().equals(other.anonymous());
	}

	private ServerProgram anonymous() {
		Confinement real = this.confinement;
		CrashFiles files = real.crashFiles();
		WorkingDirectory directory = real.directory();
		List<String> words = this.command;
		if (directory != null && directory.own()) {
			words = without(words, directory.path().toString());
			directory = new WorkingDirectory(Path.of(""), true);
		}
		if (files != null) {
			words = without(words, files.name());
			files = CrashFiles.ofNobody(files.directory());
		}
		return new ServerProgram(words, new Confinement(real.environment(), directory, files, real.limits(),
				real.prefix(), real.runAs(), null));
	}

	private static List<String> without(List<String> words, String name) {
		return words.stream().map((word) -> word.replace(name, "")).toList();
	}

	/**
	 * Returns this program with further arguments.
	 * @param arguments what comes at the end of its command line
	 * @return the program
	 */
	public ServerProgram with(List<String> arguments) {
		List<String> words = new ArrayList<>(this.command);
		words.addAll(arguments);
		return new ServerProgram(words, this.confinement);
	}

}
