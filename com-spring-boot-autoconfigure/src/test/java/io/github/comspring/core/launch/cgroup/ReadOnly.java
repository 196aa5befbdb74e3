package io.github.comspring.core.launch.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A directory that nobody may write to for a while, as in most containers.
 *
 * @param directory the directory
 */
record ReadOnly(Path directory) implements AutoCloseable {

	static ReadOnly make(Path directory) throws IOException {
		if (isRoot()) {
			assumeTrue(runs("mount", "--bind", directory.toString(), directory.toString()),
					"SKIPPED: root may mount nothing here");
			runs("mount", "-o", "remount,ro,bind", directory.toString());
		}
		else {
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
		}
		return new ReadOnly(directory);
	}

	@Override
	public void close() throws IOException {
		if (isRoot()) {
			runs("umount", this.directory.toString());
		}
		else {
			Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	private static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	private static boolean runs(String... command) throws IOException {
		return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() == 0;
	}

}
