package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link OwnGroup}, with what the kernel says made up.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class OwnGroupTests {

	private static final String OTHERS = """
			31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
			35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
			""";

	@TempDir
	Path directory;

	private Path process;

	private Path mount;

	@BeforeEach
	void make() throws IOException {
		this.process = Files.createDirectory(this.directory.resolve("self"));
		this.mount = Files.createDirectory(this.directory.resolve("a mount"));
	}

	private void process(String group, String root) throws IOException {
		Files.writeString(this.process.resolve("cgroup"), "4:memory:/elsewhere\n0::" + group + "\n");
		Files.writeString(this.process.resolve("mountinfo"),
				OTHERS + "41 31 0:38 " + root + " " + this.mount.toString().replace(" ", "\\040")
						+ " rw,relatime shared:1 master:2 - cgroup2 cgroup2 rw\n");
	}

	@Test
	void ofThenBelowTheMount() throws Exception {
		Path group = Files.createDirectories(this.mount.resolve("system.slice/desk.service"));
		process("/system.slice/desk.service", "/");
		assertThat(OwnGroup.of(this.process).directory()).isEqualTo(group);
	}

	@Test
	void ofWhenAtTheRootThenTheMountItself() throws Exception {
		process("/", "/");
		assertThat(OwnGroup.of(this.process).directory()).isEqualTo(this.mount);
	}

	/**
	 * As in a container with the group name space of its host.
	 */
	@Test
	void ofWhenAPartIsMountedThenBelowThatPart() throws Exception {
		Path group = Files.createDirectory(this.mount.resolve("desk"));
		process("/docker/4711/desk", "/docker/4711");
		assertThat(OwnGroup.of(this.process).directory()).isEqualTo(group);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/docker/4712", "/docker", "/../outside", "/docker/4711/gone", "/docker/4711/../4712" })
	void ofWhenItIsNotToBeSeenThenReason(String group) throws Exception {
		Files.createDirectory(this.directory.resolve("4712"));
		process(group, "/docker/4711");
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> OwnGroup.of(this.process))
			.withMessage("the control group " + group + " of this process is not to be seen here");
	}

	@Test
	void ofWhenVersionTwoIsNotMountedThenReason() throws Exception {
		process("/", "/");
		Files.writeString(this.process.resolve("mountinfo"), OTHERS);
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> OwnGroup.of(this.process))
			.withMessage("no file system of control groups (cgroup2) is mounted");
	}

	@Test
	void ofWhenTheSystemHasNoneThenReason() throws Exception {
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> OwnGroup.of(this.process))
			.withMessage("this system has no control groups of version 2");
		Files.writeString(this.process.resolve("cgroup"), "4:memory:/\n");
		assertThatExceptionOfType(NoGroupException.class).isThrownBy(() -> OwnGroup.of(this.process));
	}

	@Test
	void delegatedThenTheOwnOne() throws Exception {
		Path group = Files.createDirectory(this.mount.resolve("desk"));
		assertThat(new OwnGroup(group).delegated()).isEqualTo(group);
	}

	@Test
	void delegatedWhenThisProcessHasMovedThenTheOneAbove() throws Exception {
		Path group = Files.createDirectory(this.mount.resolve(OwnGroup.NAME));
		assertThat(new OwnGroup(group).delegated()).isEqualTo(this.mount);
	}

	/**
	 * As systemd does with {@code DelegateSubgroup=}.
	 */
	@Test
	void delegatedWhenTheOneAboveIsSaidToBeThenThatOne() throws Exception {
		Path group = Files.createDirectory(this.mount.resolve("main"));
		mark(this.mount, "0");
		assertThat(new OwnGroup(group).delegated()).isEqualTo(group);
		mark(this.mount, "1");
		assertThat(new OwnGroup(group).delegated()).isEqualTo(this.mount);
	}

	private static void mark(Path group, String value) {
		try {
			Files.getFileAttributeView(group, UserDefinedFileAttributeView.class)
				.write("delegate", ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (IOException ex) {
			assumeTrue(false, "SKIPPED: temporary files can have no attributes of a user's: " + ex);
		}
	}

}
