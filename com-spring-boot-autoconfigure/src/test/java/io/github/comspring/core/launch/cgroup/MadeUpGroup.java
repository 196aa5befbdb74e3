package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory with files as the kernel has them, which only stand there.
 *
 * @param directory the group
 */
record MadeUpGroup(Path directory) {

	/**
	 * Makes a group below the root, with all files that one has who may divide it.
	 */
	static MadeUpGroup in(Path directory, String controllers) {
		return new MadeUpGroup(directory).with("cgroup.procs", "")
			.with("cgroup.controllers", controllers + "\n")
			.with("cgroup.subtree_control", "")
			.with("cgroup.events", "populated 0\nfrozen 0\n");
	}

	MadeUpGroup with(String file, String text) {
		try {
			Files.createDirectories(this.directory);
			Files.writeString(this.directory.resolve(file), text);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String read(String file) {
		try {
			return Files.readString(this.directory.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
