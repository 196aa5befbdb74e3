package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link AtomicFile}.
 */
class AtomicFileTests {

	@TempDir
	Path temp;

	@Test
	void writeReplacesContentAndLeavesNothingElse() throws IOException {
		AtomicFile file = new AtomicFile(this.temp.resolve("a.yaml"));
		Files.writeString(this.temp.resolve(".a.yaml.tmp"), "left by a crash, longer than what follows");
		file.write(new byte[] { 'a' });
		file.write(new byte[] { 'b' });
		assertThat(file.path()).hasContent("b");
		assertThat(this.temp).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void writeThatFailsKeepsOldContentAndLeavesNothingElse() throws IOException {
		Path occupied = Files.createDirectories(this.temp.resolve("a.yaml").resolve("child")).getParent();
		assertThatIOException().isThrownBy(() -> new AtomicFile(occupied).write(new byte[] { 'a' }));
		assertThat(occupied).isDirectoryContaining("glob:**child");
		assertThat(this.temp).isDirectoryNotContaining("glob:**.tmp");
	}

	@Test
	void timeOfChangeAlwaysGrows() throws IOException {
		Path path = Files.writeString(this.temp.resolve("a.yaml"), "a");
		FileTime future = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
		Files.setLastModifiedTime(path, future);
		new AtomicFile(path).write(new byte[] { 'b' });
		assertThat(Files.getLastModifiedTime(path)).isGreaterThan(future);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void permissionsAreKept() throws IOException {
		Path path = Files.writeString(this.temp.resolve("a.yaml"), "a");
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
		new AtomicFile(path).write(new byte[] { 'b' });
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-r-----");
	}

	@Test
	void deleteOfMissingFileDoesNothing() throws IOException {
		AtomicFile file = new AtomicFile(this.temp.resolve("a.yaml"));
		file.delete();
		file.write(new byte[] { 'a' });
		file.delete();
		assertThat(file.path()).doesNotExist();
	}

}
