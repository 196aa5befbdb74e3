package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Guid;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A control group of the kernel that has so much memory and no more, as a container has.
 */
final class MemoryGroup implements AutoCloseable {

	private static final Path CONTROLLER = Path.of("/sys/fs/cgroup/memory");

	private final Path directory;

	/**
	 * Makes a group. Skips the test, and says so, where that is not possible.
	 * @param mebibytes how much memory it has
	 */
	MemoryGroup(int mebibytes) throws IOException {
		assumeTrue(
				Files.isWritable(CONTROLLER.resolve("cgroup.procs")) && "root".equals(System.getProperty("user.name")),
				() -> "SKIPPED: there is no memory controller at " + CONTROLLER + " that root may use");
		this.directory = Files
			.createDirectory(CONTROLLER.resolve("test-" + Guid.random().toString().replaceAll("\\W", "")));
		Files.writeString(this.directory.resolve("memory.limit_in_bytes"), Long.toString((long) mebibytes << 20));
	}

	/**
	 * Returns the words that run a command in the group.
	 */
	List<String> command(List<String> command) {
		List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "echo $$ > \"$0\"; exec \"$@\"",
				this.directory.resolve("cgroup.procs").toString()));
		words.addAll(command);
		return words;
	}

	/**
	 * Removes the group, once its processes have ended.
	 */
	@Override
	public void close() throws IOException {
		Path processes = this.directory.resolve("cgroup.procs");
		await().until(() -> Files.readString(processes), String::isEmpty);
		Files.delete(this.directory);
	}

}
