package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.comspring.fixture.DelegatedTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Trees of the kernel's with processes in them, for which any controller will do.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class CrowdedTreeTests {

	private static final String OWN = Long.toString(ProcessHandle.current().pid());

	private static final Path SELF = Path.of("/proc/self");

	@RegisterExtension
	final DelegatedTree tree = new DelegatedTree();

	private Set<String> controllers;

	private Path home;

	private Process other;

	@BeforeEach
	void enter() throws Exception {
		this.home = OwnGroup.of(SELF).directory();
		this.controllers = Set.of(this.tree.assumeAnyController());
		this.other = new ProcessBuilder("sleep", "1000").start();
		move(OWN, this.tree.directory());
	}

	@AfterEach
	void leave() throws IOException {
		if (this.other != null) {
			move(OWN, this.home);
			this.other.destroyForcibly().onExit().join();
			Path application = this.tree.directory().resolve(OwnGroup.NAME);
			new ControlGroup("the test", application, GroupLimits.NONE).remove();
		}
	}

	private static void move(String pid, Path group) throws IOException {
		GroupFile.write(group.resolve(GroupFile.PROCESSES), pid);
	}

	private List<String> words(String file) {
		return GroupFile.words(this.tree.directory().resolve(file));
	}

	@Test
	void provideThenThisProcessMovesDownAndControllersArePassedOn() throws Exception {
		GroupTree found = GroupTree.find(null, SELF);
		assertThat(found.directory()).isEqualTo(this.tree.directory());
		found.provide(this.controllers);
		assertThat(OwnGroup.of(SELF).directory()).isEqualTo(this.tree.directory().resolve("comspring-application"));
		assertThat(words("cgroup.procs")).isEmpty();
		assertThat(words("cgroup.subtree_control")).containsAll(this.controllers);
		// As a second context of this process does
		GroupTree again = GroupTree.find(null, SELF);
		assertThat(again).isEqualTo(found);
		again.provide(this.controllers);
		ControlGroup group = again.make("Desk", GroupLimits.NONE);
		group.enter(this.other.toHandle());
		assertThat(Path.of(group.toString())).hasParent(this.tree.directory());
		group.end();
		assertThat(this.other.onExit()).succeedsWithin(Duration.ofMinutes(1));
		assertThat(this.other.exitValue()).isEqualTo(137);
	}

	@Test
	void provideWhenChildIsInTheWayThenItMovesToo() throws Exception {
		move(Long.toString(this.other.pid()), this.tree.directory());
		GroupTree.find(null, SELF).provide(this.controllers);
		assertThat(GroupFile.words(this.tree.directory().resolve("comspring-application/cgroup.procs"))).contains(OWN,
				Long.toString(this.other.pid()));
	}

	@Test
	void provideWhenAnotherProcessIsInTheWayThenReasonNamesIt() throws Exception {
		Process parent = new ProcessBuilder("sh", "-c", "setsid sleep 1000 > /dev/null 2>&1 & echo $!").start();
		String orphan = parent.inputReader().readLine();
		parent.onExit().join();
		try {
			move(orphan, this.tree.directory());
			GroupTree found = GroupTree.find(null, SELF);
			assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> found.provide(this.controllers))
				.withMessage(this.tree.directory()
						+ " cannot pass controllers on as long as other processes are in it itself (" + orphan + ")");
		}
		finally {
			move(orphan, this.home);
			ProcessHandle.of(Long.parseLong(orphan)).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

	/**
	 * As systemd does with {@code DelegateSubgroup=}.
	 */
	@Test
	void findWhenTheGroupAboveIsDelegatedThenThatOne() throws Exception {
		Files.getFileAttributeView(this.tree.directory(), UserDefinedFileAttributeView.class)
			.write("delegate", ByteBuffer.wrap(new byte[] { '1' }));
		Path main = Files.createDirectory(this.tree.directory().resolve("main"));
		move(OWN, main);
		assertThat(GroupTree.find(null, SELF).directory()).isEqualTo(this.tree.directory());
		move(OWN, this.home);
		Files.delete(main);
	}

}
