package io.github.comspring.core.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.cgroup.GroupLimits;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel lets a process use up, with all libraries that it loads. Each process
 * that it starts has the same limits for itself. Set by {@code prlimit} of util-linux,
 * which becomes the program.
 *
 * @param memory how many KiB of memory of its own the process may have, or {@code null}
 * for any amount; not enforced where {@code prlimit} is missing
 * @param threadStack how many KiB of stack a native thread has that says nothing else, or
 * {@code null} for as many as one of this process; not enforced where {@code prlimit} is
 * missing
 * @param processorTime how long it may compute in all, or {@code null} for any time; at
 * its end the process gets SIGXCPU, and if it lives on, SIGKILL
 * @param oomScoreAdjust how much sooner than this process it is ended when memory is
 * short
 * @param group what it has together with all that it starts, in a control group of its
 * own, or {@code null} for none
 */
public record ProcessLimits(@Nullable Integer memory, @Nullable Integer threadStack, @Nullable Duration processorTime,
		int oomScoreAdjust, @Nullable GroupLimits group) {

	/** None. */
	public static final ProcessLimits NONE = new ProcessLimits(null, null, null, 0, null);

	private static final Logger logger = System.getLogger(ProcessLimits.class.getName());

	private static final String PROGRAM = "prlimit";

	/** How many seconds are left to a process that does not end at the limit. */
	private static final int GRACE = 5;

	/**
	 * Returns the command that runs another one within these limits.
	 * @param subject what the process is started for, for people
	 * @param command the other one
	 * @return the words of the command
	 * @throws ComException {@code CO_E_APPNOTFOUND} if the processor time cannot be
	 * limited here
	 */
	List<String> applyTo(String subject, List<String> command) {
		return applyTo(subject, command, PROGRAM);
	}

	List<String> applyTo(String subject, List<String> command, String program) {
		List<String> options = options();
		if (options.isEmpty()) {
			return command;
		}
		String file = ProgramFile.find(program, null);
		if (file == null) {
			requireNoProcessorTime(subject, program);
			if (this.memory != null) {
				logger.log(Level.WARNING,
						"Only the JVM limits the memory of the server of {0}: there is no ''{1}'' on the PATH", subject,
						program);
			}
			return command;
		}
		List<String> words = new ArrayList<>(List.of(file));
		words.addAll(options);
		words.addAll(command);
		return words;
	}

	private List<String> options() {
		List<String> options = new ArrayList<>();
		if (this.memory != null) {
			options.add("--data=" + this.memory * 1024L);
		}
		if (this.threadStack != null) {
			// Whoever knows better may have more
			options.add("--stack=" + this.threadStack * 1024L + ":");
		}
		if (this.processorTime != null) {
			long seconds = this.processorTime.plusMillis(999).toSeconds();
			options.add("--cpu=" + seconds + ":" + (seconds + GRACE));
		}
		return options;
	}

	private void requireNoProcessorTime(String subject, String program) {
		if (this.processorTime != null) {
			throw new ComException(HResult.CO_E_APPNOTFOUND, "The processor time of the server of " + subject
					+ " cannot be limited, as there is no '" + program + "' on the PATH");
		}
	}

}
