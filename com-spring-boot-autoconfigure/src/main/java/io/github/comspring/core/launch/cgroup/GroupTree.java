package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The control group below which those of server processes are made. Safe from any thread.
 *
 * @param directory the group
 */
record GroupTree(Path directory) {

	private static final Pattern NAME = Pattern.compile("comspring-(\\d{1,18})-\\d+");

	/** Of all groups that this process has made. */
	private static final AtomicLong numbers = new AtomicLong();

	/**
	 * Finds the tree, and removes from it what launchers have left that are gone.
	 * @param wanted the tree that was asked for, or {@code null} for the one that is
	 * delegated
	 * @param process what the kernel says of this process, {@code /proc/self}
	 * @return the tree
	 * @throws NoGroupException if there is none, or if it is not for this user
	 */
	static GroupTree find(@Nullable Path wanted, Path process) throws NoGroupException {
		GroupTree tree = new GroupTree((wanted != null) ? wanted : OwnGroup.of(process).delegated());
		tree.requireWritable();
		tree.sweep();
		return tree;
	}

	private void requireWritable() throws NoGroupException {
		if (!Files.exists(file(GroupFile.PROCESSES))) {
			throw new NoGroupException(this.directory + " is no control group of version 2");
		}
		for (Path each : List.of(this.directory, file(GroupFile.PROCESSES), file(GroupFile.SUBTREE_CONTROL))) {
			if (!Files.isWritable(each)) {
				throw new NoGroupException("this user may not write to " + each);
			}
		}
	}

	/**
	 * Removes the empty groups of launchers that are gone.
	 */
	private void sweep() {
		try (DirectoryStream<Path> groups = Files.newDirectoryStream(this.directory, GroupTree::isLeft)) {
			for (Path each : groups) {
				ControlGroup left = new ControlGroup("a process that has ended", each, GroupLimits.NONE);
				if (!left.isPopulated()) {
					left.remove();
				}
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			// They do no harm
		}
	}

	private static boolean isLeft(Path group) {
		Matcher name = NAME.matcher(group.getFileName().toString());
		return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
	}

	/**
	 * Has the groups of server processes get controllers.
	 * @param controllers the controllers
	 * @throws NoGroupException which one they do not get, and why
	 */
	void provide(Set<String> controllers) throws NoGroupException {
		Set<String> missing = new TreeSet<>(controllers);
		GroupFile.words(file(GroupFile.SUBTREE_CONTROL)).forEach(missing::remove);
		if (missing.isEmpty()) {
			return;
		}
		List<String> had = GroupFile.words(file(GroupFile.CONTROLLERS));
		for (String each : missing) {
			if (!had.contains(each)) {
				throw new NoGroupException("there is no controller " + each + " in " + file(GroupFile.CONTROLLERS)
						+ " (" + (had.isEmpty() ? "there is none" : String.join(", ", had)) + ")");
			}
		}
		makeRoom();
		enable(missing);
	}

	private void enable(Set<String> controllers) throws NoGroupException {
		try {
			GroupFile.write(file(GroupFile.SUBTREE_CONTROL),
					controllers.stream().map((each) -> "+" + each).collect(Collectors.joining(" ")));
		}
		catch (IOException ex) {
			List<String> others = isRoot() ? List.of() : GroupFile.words(file(GroupFile.PROCESSES));
			throw new NoGroupException(others.isEmpty() ? ex.getMessage()
					: this.directory + " cannot pass the controllers " + String.join(", ", controllers)
							+ " on as long as other processes are in it itself (" + String.join(", ", others) + ")");
		}
	}

	/**
	 * Moves this process one group down, and with it what it has started: a group with
	 * processes of its own passes nothing on, but for the root of all.
	 */
	private void makeRoom() throws NoGroupException {
		List<String> inside = GroupFile.words(file(GroupFile.PROCESSES));
		ProcessHandle own = ProcessHandle.current();
		if (isRoot() || !inside.contains(Long.toString(own.pid()))) {
			return;
		}
		Path below = file(OwnGroup.NAME);
		try {
			Files.createDirectories(below);
			GroupFile.write(below.resolve(GroupFile.PROCESSES), Long.toString(own.pid()));
		}
		catch (IOException ex) {
			throw new NoGroupException("this process cannot go to " + below + ": " + ex.getMessage());
		}
		descendants(own).filter(inside::contains).forEach((pid) -> move(pid, below));
	}

	private static Stream<String> descendants(ProcessHandle process) {
		return process.descendants().map((each) -> Long.toString(each.pid()));
	}

	private static void move(String pid, Path group) {
		try {
			GroupFile.write(group.resolve(GroupFile.PROCESSES), pid);
		}
		catch (IOException ex) {
			// It has ended, or what it keeps from being done is told
		}
	}

	private boolean isRoot() {
		return !Files.exists(file(GroupFile.EVENTS));
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * Makes a group for a process that is to be started.
	 * @param subject what it is started for, for people
	 * @param limits what it has
	 * @return the group
	 * @throws io.github.comspring.ComException {@code CO_E_CREATEPROCESS_FAILURE} if it
	 * cannot be made, and nothing is left of it
	 */
	ControlGroup make(String subject, GroupLimits limits) {
		ControlGroup made = new ControlGroup(subject, fresh(), limits);
		try {
			made.create();
			return made;
		}
		catch (IOException ex) {
			made.remove();
			throw made.failure(ex);
		}
		catch (RuntimeException | Error ex) {
			made.remove();
			throw ex;
		}
	}

	/**
	 * Returns a group that is not there. Of a former process with the same number there
	 * may be some, as in a container, where it is always the same.
	 */
	private Path fresh() {
		Path group;
		do {
			group = file("comspring-" + ProcessHandle.current().pid() + "-" + numbers.incrementAndGet());
		}
		while (Files.exists(group));
		return group;
	}

}
