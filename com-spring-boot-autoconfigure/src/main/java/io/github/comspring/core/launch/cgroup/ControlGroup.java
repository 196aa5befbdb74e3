package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import org.jspecify.annotations.Nullable;

/**
 * The control group of one server process and of all that it starts. Safe from any
 * thread.
 */
public final class ControlGroup {

	/** How long what was ended may take to be gone. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

	private static final Logger logger = System.getLogger(ControlGroup.class.getName());

	private final String subject;

	private final Path directory;

	private final GroupLimits limits;

	/**
	 * Creates it, and changes nothing.
	 * @param subject what its process is started for, for people
	 * @param directory the group
	 * @param limits what it has
	 */
	ControlGroup(String subject, Path directory, GroupLimits limits) {
		this.subject = subject;
		this.directory = directory;
		this.limits = limits;
	}

	/**
	 * Makes the group.
	 * @throws IOException if it cannot be made, or which file does not take its limit
	 */
	void create() throws IOException {
		try {
			Files.createDirectory(this.directory);
		}
		catch (IOException ex) {
			throw new IOException("the directory " + this.directory + " cannot be made (" + ex + ")", ex);
		}
		limit();
	}

	/**
	 * Sets the limits.
	 * @throws IOException which file does not take its limit
	 */
	void limit() throws IOException {
		for (Map.Entry<String, String> each : this.limits.files().entrySet()) {
			GroupFile.write(this.directory.resolve(each.getKey()), each.getValue());
		}
	}

	/**
	 * Puts a process that was just started into the group, with what it may have started
	 * by now. Does nothing to one that has ended.
	 * @param process the process
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if the kernel does not let
	 * it, {@code RPC_S_OUT_OF_RESOURCES} if this process can open no more files
	 */
	public void enter(ProcessHandle process) {
		try {
			GroupFile.write(this.directory.resolve(GroupFile.PROCESSES), Long.toString(process.pid()));
		}
		catch (IOException ex) {
			if (process.isAlive()) {
				throw failure(ex);
			}
		}
		// From now on its children are born in the group
		process.children().forEach(this::enter);
	}

	/**
	 * Says that the process is not started for want of the group.
	 */
	ComException failure(IOException cause) {
		return Shortage.failure(HResult.CO_E_CREATEPROCESS_FAILURE,
				"The server process of " + this.subject + " could not have a control group of its own",
				": " + cause.getMessage() + ". Its application asks for one by " + this.limits.properties()
						+ "; correct that, or have comspring.scm.cgroup-directory name a tree that is delegated to "
						+ "this process",
				cause);
	}

	/**
	 * Reads what has happened in the group.
	 * @return the counts as they are now
	 */
	public GroupCounts counts() {
		return GroupCounts.of(this.directory);
	}

	/**
	 * Ends all that runs in the group, waits a moment until it is gone, and removes the
	 * group. Never fails: what is left is logged.
	 * @return which limit the group ran into, a clause for people, or {@code null} if
	 * none is known
	 */
	public @Nullable String end() {
		endProcesses();
		String overrun = this.limits.overrun(counts());
		remove();
		return overrun;
	}

	private void endProcesses() {
		long start = System.nanoTime();
		while (isPopulated() && System.nanoTime() - start < PATIENCE.toNanos()) {
			kill();
			LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
		}
	}

	/**
	 * Tells whether anything runs in the group or below it.
	 */
	boolean isPopulated() {
		Long populated = GroupFile.number(this.directory.resolve(GroupFile.EVENTS), "populated");
		return populated != null && populated != 0;
	}

	private void kill() {
		Path kill = this.directory.resolve(GroupFile.KILL);
		try {
			if (Files.exists(kill)) {
				GroupFile.write(kill, "1");
				return;
			}
		}
		catch (IOException ex) {
			// One after the other, then
		}
		GroupFile.words(this.directory.resolve(GroupFile.PROCESSES))
			.forEach((pid) -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
	}

	/**
	 * Removes the group, with those that its processes have made below it.
	 */
	void remove() {
		try {
			remove(this.directory);
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.log(Level.WARNING,
					"The control group " + this.directory + " of " + this.subject
							+ " is left, and removed by the next application that makes some there, once it is empty",
					ex);
		}
	}

	private static void remove(Path group) throws IOException {
		try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
			for (Path each : below) {
				remove(each);
			}
		}
		catch (NoSuchFileException ex) {
			return;
		}
		// Which takes no notice of the kernel's files
		Files.deleteIfExists(group);
	}

	/**
	 * Names the group as the kernel does.
	 */
	@Override
	public String toString() {
		return this.directory.toString();
	}

}
