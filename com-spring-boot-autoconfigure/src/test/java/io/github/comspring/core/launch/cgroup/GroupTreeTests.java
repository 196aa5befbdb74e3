package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GroupTree}, with a made-up tree.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class GroupTreeTests {

	private static final String OWN = Long.toString(ProcessHandle.current().pid());

	@TempDir
	Path directory;

	private MadeUpGroup group(String controllers) {
		return MadeUpGroup.in(this.directory, controllers);
	}

	private GroupTree find() throws NoGroupException {
		return GroupTree.find(this.directory, Path.of("/no-such-process"));
	}

	private void assertRefused(Set<String> controllers, String reason) throws NoGroupException {
		GroupTree tree = find();
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> tree.provide(controllers))
			.withMessage(reason);
	}

	@Test
	void findWhenItIsNoGroupThenReason() {
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(this::find)
			.withMessage(this.directory + " is no control group of version 2");
	}

	@Test
	void findWhenNothingIsWantedThenThatOfTheProcess() {
		assertThatExceptionOfType(NoGroupException.class)
			.isThrownBy(() -> GroupTree.find(null, Path.of("/no-such-process")))
			.withMessage("this system has no control groups of version 2");
	}

	/**
	 * Root may write to all but to what is mounted for reading alone.
	 */
	@Test
	void findWhenItMayNotBeWrittenToThenReason() throws Exception {
		group("pids");
		try (ReadOnly made = ReadOnly.make(this.directory)) {
			assertThatExceptionOfType(NoGroupException.class).isThrownBy(this::find)
				.withMessage("this user may not write to " + made.directory());
		}
	}

	@Test
	void findThenEmptyGroupsOfLaunchersThatAreGoneAreRemoved() throws Exception {
		group("");
		long gone = new ProcessBuilder("true").start().onExit().join().pid();
		Path empty = Files.createDirectories(this.directory.resolve("comspring-" + gone + "-1/below")).getParent();
		Path full = MadeUpGroup.in(this.directory.resolve("comspring-" + gone + "-2"), "")
			.with("cgroup.events", "populated 1\n")
			.directory();
		Path own = Files.createDirectory(this.directory.resolve("comspring-" + OWN + "-0"));
		Path other = Files.createDirectory(this.directory.resolve("comspring-application"));
		find();
		assertThat(empty).doesNotExist();
		assertThat(full).exists();
		assertThat(own).exists();
		assertThat(other).exists();
	}

	@Test
	void provideWhenNothingIsWantedThenNothingIsWritten() throws Exception {
		MadeUpGroup group = group("").with("cgroup.procs", OWN + "\n");
		find().provide(Set.of());
		assertThat(group.read("cgroup.subtree_control")).isEmpty();
		assertThat(this.directory.resolve("comspring-application")).doesNotExist();
	}

	@Test
	void provideWhenPassedOnThenNothingIsWritten() throws Exception {
		MadeUpGroup group = group("cpu memory pids").with("cgroup.subtree_control", "memory pids\n");
		find().provide(Set.of("memory", "pids"));
		assertThat(group.read("cgroup.subtree_control")).isEqualTo("memory pids\n");
	}

	@Test
	void provideThenWhatIsMissingIsPassedOn() throws Exception {
		MadeUpGroup group = group("cpu memory pids").with("cgroup.subtree_control", "memory\n");
		find().provide(Set.of("memory", "pids", "cpu"));
		assertThat(group.read("cgroup.subtree_control")).isEqualTo("+cpu +pids");
	}

	@Test
	void provideWhenThereIsNoSuchControllerThenReason() throws Exception {
		group("hugetlb pids");
		assertRefused(Set.of("memory", "pids"), "there is no controller memory in "
				+ this.directory.resolve("cgroup.controllers") + " (hugetlb, pids)");
		group("");
		assertRefused(Set.of("memory"), "there is no controller memory in "
				+ this.directory.resolve("cgroup.controllers") + " (there is none)");
	}

	/**
	 * With what it has started, and no other.
	 */
	@Test
	void provideWhenThisProcessIsInTheWayThenItMoves() throws Exception {
		Process child = new ProcessBuilder("sleep", "1000").start();
		try {
			MadeUpGroup group = group("pids").with("cgroup.procs", OWN + "\n" + child.pid() + "\n");
			MadeUpGroup below = new MadeUpGroup(this.directory.resolve("comspring-application")).with("cgroup.procs",
					"");
			find().provide(Set.of("pids"));
			// The kernel adds, and a file has what was written last
			assertThat(below.read("cgroup.procs")).isEqualTo(Long.toString(child.pid()));
			assertThat(group.read("cgroup.subtree_control")).isEqualTo("+pids");
		}
		finally {
			child.destroyForcibly();
		}
	}

	@Test
	void provideWhenThisProcessCannotMoveThenReason() throws Exception {
		group("pids").with("cgroup.procs", OWN + "\n");
		Path below = this.directory.resolve("comspring-application");
		assertRefused(Set.of("pids"),
				"this process cannot go to " + below + ": there is no " + below.resolve("cgroup.procs"));
	}

	@Test
	void provideWhenAtTheRootOfAllThenThisProcessStays() throws Exception {
		MadeUpGroup group = group("pids").with("cgroup.procs", OWN + "\n");
		Files.delete(this.directory.resolve("cgroup.events"));
		find().provide(Set.of("pids"));
		assertThat(group.read("cgroup.subtree_control")).isEqualTo("+pids");
		assertThat(this.directory.resolve("comspring-application")).doesNotExist();
	}

	@Test
	void provideWhenOthersAreInTheWayThenReasonNamesThem() throws Exception {
		MadeUpGroup group = group("pids").with("cgroup.procs", "1\n" + OWN + "\n");
		MadeUpGroup below = new MadeUpGroup(this.directory.resolve("comspring-application")).with("cgroup.procs", "");
		String reason = this.directory + " cannot pass controllers on as long as other processes are in it itself (1)";
		assertRefused(Set.of("pids"), reason);
		assertThat(below.read("cgroup.procs")).isEqualTo(OWN);
		// They would make the groups useless later, too
		group.with("cgroup.subtree_control", "pids\n");
		assertRefused(Set.of("pids"), reason);
	}

	@Test
	void provideWhenTheKernelDoesNotLetItThenReason() throws Exception {
		group("pids");
		unwritable("cgroup.subtree_control");
		GroupTree tree = find();
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> tree.provide(Set.of("pids")))
			.withMessageStartingWith(
					this.directory.resolve("cgroup.subtree_control") + " does not take '+pids' (Is a directory");
	}

	private void unwritable(String file) throws IOException {
		Files.delete(this.directory.resolve(file));
		Files.createDirectory(this.directory.resolve(file));
	}

	@Test
	void makeThenNewGroupEachTime() throws Exception {
		group("");
		GroupTree tree = find();
		ControlGroup first = tree.make("Desk", GroupLimits.NONE);
		ControlGroup second = tree.make("Desk", GroupLimits.NONE);
		assertThat(first.toString()).isNotEqualTo(second.toString())
			.matches("\\Q" + this.directory + "\\E/comspring-" + OWN + "-\\d+");
		assertThat(Path.of(first.toString())).isEmptyDirectory();
		first.end();
		assertThat(Path.of(first.toString())).doesNotExist();
		assertThat(Path.of(second.toString())).isEmptyDirectory();
	}

	/**
	 * A directory of the test's has no files of itself, as a kernel without the
	 * controller.
	 */
	@Test
	void makeWhenALimitIsNotTakenThenFailureNamesAllAndNothingIsLeft() throws Exception {
		group("").with("cgroup.subtree_control", "pids");
		GroupTree tree = find();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> tree.make("Desk", new GroupLimits(null, 9, null)))
			.withMessageContaining("The server process of Desk could not have a control group of its own: there is no "
					+ this.directory + "/comspring-" + OWN)
			.withMessageContaining("/pids.max. Its application asks for one by cgroup.pids-max; ")
			.withMessageContaining("comspring.scm.cgroup-directory")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CREATEPROCESS_FAILURE));
		assertThat(this.directory).isDirectoryNotContaining("glob:**/comspring-*");
	}

	@Test
	void makeWhenItIsGoneThenFailureNamesIt() throws Exception {
		GroupTree gone = new GroupTree(this.directory.resolve("gone"));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> gone.make("Desk", GroupLimits.NONE))
			.withMessageContaining("the directory " + gone.directory() + "/comspring-" + OWN)
			.withMessageContaining("asks for one by cgroup.enabled; ");
	}

}
