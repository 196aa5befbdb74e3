package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
		if (controllers.isEmpty()) {
			return;
		}
		Set<String> missing = new TreeSet<>(controllers);
		GroupFile.words(file(GroupFile.SUBTREE_CONTROL)).forEach(missing::remove);
		List<String> had = GroupFile.words(file(GroupFile.CONTROLLERS));
		for (String each : missing) {
			if (!had.contains(each)) {
				throw new NoGroupException("there is no controller " + each + " in " + file(GroupFile.CONTROLLERS)
						+ " (" + (had.isEmpty() ? "there is none" : String.join(", ", had)) + ")");
			}
		}
		if (!isRoot()) {
			requireRoom();
		}
		if (!missing.isEmpty()) {
			enable(missing);
		}
	}

	private void enable(Set<String> controllers) throws NoGroupException {
		try {
			GroupFile.write(file(GroupFile.SUBTREE_CONTROL),
					controllers.stream().map((each) -> "+" + each).collect(Collectors.joining(" ")));
		}
		catch (IOException ex) {
			throw new NoGroupException(ex.getMessage());
		}
	}

	/**
	 * Moves this process one group down if it is in the way, and with it what it has
	 * started. The kernel lets only the root of all have processes of its own beside
	 * groups with controllers; with some controllers it says so as late as a process is
	 * put into such a group.
	 */
	private void requireRoom() throws NoGroupException {
		List<String> others = new ArrayList<>(GroupFile.words(file(GroupFile.PROCESSES)));
		if (others.contains(Long.toString(ProcessHandle.current().pid()))) {
			others.removeAll(makeRoom());
		}
		if (!others.isEmpty()) {
			throw new NoGroupException(this.directory + " cannot pass controllers on as long as other processes are in "
					+ "it itself (" + String.join(", ", others) + ")");
		}
	}

	/**
	 * Returns the processes that have moved.
	 */
	private List<String> makeRoom() throws NoGroupException {
		ProcessHandle own = ProcessHandle.current();
		Path below = file(OwnGroup.NAME);
		try {
			Files.createDirectories(below);
			GroupFile.write(below.resolve(GroupFile.PROCESSES), Long.toString(own.pid()));
		}
		catch (IOException ex) {
			throw new NoGroupException("this process cannot go to " + below + ": " + ex.getMessage());
		}
		List<String> moved = new ArrayList<>(List.of(Long.toString(own.pid())));
		List<String> inside = GroupFile.words(file(GroupFile.PROCESSES));
		own.descendants()
			.map((each) -> Long.toString(each.pid()))
			.filter((pid) -> inside.contains(pid) && moves(pid, below))
			.forEach(moved::add);
		return moved;
	}

	private static boolean moves(String pid, Path group) {
		try {
			GroupFile.write(group.resolve(GroupFile.PROCESSES), pid);
			return true;
		}
		catch (IOException ex) {
			// It has ended, or is in the way
			return false;
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
