package io.github.comspring.core.launch.cgroup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The control groups of the server processes that this process starts. The tree that they
 * are in is looked for once a process is to have one; where there is none, processes are
 * started without, and a warning says so once. Safe from any thread.
 */
public final class ControlGroups {

	private static final Logger logger = System.getLogger(ControlGroups.class.getName());

	private final @Nullable Path wanted;

	private final Path process;

	/** Two threads find the same one. */
	private volatile @Nullable GroupTree tree;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Creates what has made nothing yet.
	 * @param wanted the directory of the tree, or {@code null} for the one that is
	 * delegated to this process
	 */
	public ControlGroups(@Nullable Path wanted) {
		this(wanted, Path.of("/proc/self"));
	}

	ControlGroups(@Nullable Path wanted, Path process) {
		this.wanted = wanted;
		this.process = process;
	}

	/**
	 * Finds out whether applications can have their groups, and warns of those that
	 * cannot.
	 * @param applications what the groups of each application have, by its name
	 */
	public void check(Map<String, GroupLimits> applications) {
		Map<String, List<String>> without = new LinkedHashMap<>();
		applications.forEach((name, limits) -> {
			String reason = reason(limits);
			if (reason != null) {
				without.computeIfAbsent(reason, (key) -> new ArrayList<>()).add(name);
			}
		});
		if (!without.isEmpty()) {
			tell(without);
		}
	}

	private @Nullable String reason(GroupLimits limits) {
		try {
			provided(limits);
			return null;
		}
		catch (NoGroupException ex) {
			return ex.getMessage();
		}
	}

	/**
	 * Makes the group of a process that is about to be started.
	 * @param subject what it is started for, for people
	 * @param limits what the group has, or {@code null} if none is asked for
	 * @return the group, or {@code null} if none is asked for or to be had
	 * @throws io.github.comspring.ComException {@code CO_E_CREATEPROCESS_FAILURE} if it
	 * could be had, and cannot be made
	 */
	public @Nullable ControlGroup make(String subject, @Nullable GroupLimits limits) {
		if (limits == null) {
			return null;
		}
		GroupTree found;
		try {
			found = provided(limits);
		}
		catch (NoGroupException ex) {
			tell(Map.of(String.valueOf(ex.getMessage()), List.of(subject)));
			return null;
		}
		return found.make(subject, limits);
	}

	private GroupTree provided(GroupLimits limits) throws NoGroupException {
		GroupTree found = this.tree;
		if (found == null) {
			found = GroupTree.find(this.wanted, this.process);
			this.tree = found;
		}
		found.provide(limits.controllers());
		return found;
	}

	private void tell(Map<String, List<String>> without) {
		if (this.told.compareAndSet(false, true)) {
			String reasons = without.entrySet()
				.stream()
				.map((each) -> String.join(", ", each.getValue()) + ", as " + each.getKey())
				.collect(Collectors.joining("; "));
			logger.log(Level.WARNING,
					"There is no control group (cgroup.*) for the server processes of " + reasons
							+ ". They are started without. Instead max-memory and max-processor-time hold where they "
							+ "are set, for each process alone, and the command-prefix may limit them: [systemd-run, "
							+ "--scope, -p, MemoryMax=512M]. To have the groups, let this process have a tree of them: "
							+ "Delegate=yes in its unit of systemd, or a container that may write to /sys/fs/cgroup "
							+ "(podman run --security-opt unmask=/sys/fs/cgroup, docker run --security-opt "
							+ "writable-cgroups=true); comspring.scm.cgroup-directory says where it is");
		}
	}

}
