package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link PrivateDirectory}.
 */
@DisabledOnOs(OS.WINDOWS)
class PrivateDirectoryTests {

	@TempDir
	Path directory;

	@Test
	void createAllThenEachIsForItsUserAlone() throws IOException {
		Path made = this.directory.resolve("a").resolve("b");
		PrivateDirectory.createAll(made);
		for (Path each : new Path[] { made, made.getParent() }) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each))).isEqualTo("rwx------");
		}
	}

	@Test
	void createWhenThereIsOneThenRefused() {
		assertThatExceptionOfType(FileAlreadyExistsException.class)
			.isThrownBy(() -> PrivateDirectory.create(this.directory));
	}

	@Test
	void deleteThenAllThatIsInItGoesAndLinksAreNotFollowed() throws IOException {
		Path outside = Files.createDirectories(this.directory.resolve("outside"));
		Path kept = Files.writeString(outside.resolve("kept"), "kept");
		Path made = this.directory.resolve("made");
		Files.createDirectories(made.resolve("deep/deeper"));
		Files.writeString(made.resolve("deep/file"), "file");
		Files.createSymbolicLink(made.resolve("deep/deeper/link"), outside);
		Files.createSymbolicLink(made.resolve("file link"), kept);
		Files.createSymbolicLink(made.resolve("nowhere"), Path.of("/no/such/file"));
		PrivateDirectory.delete(made);
		assertThat(made).doesNotExist();
		assertThat(kept).hasContent("kept");
	}

	@Test
	void deleteWhenItIsALinkThenRefusedAndTargetStays() throws IOException {
		Path outside = Files.createDirectories(this.directory.resolve("outside"));
		Path kept = Files.writeString(outside.resolve("kept"), "kept");
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), outside);
		assertThatIOException().isThrownBy(() -> PrivateDirectory.delete(link));
		assertThat(kept).exists();
	}

	@Test
	void deleteWhenTooDeepThenRefusedAndNotForEver() throws IOException {
		Path made = this.directory.resolve("made");
		Files.createDirectories(made.resolve("d/".repeat(200)));
		assertThatIOException().isThrownBy(() -> PrivateDirectory.delete(made)).withMessageContaining("levels");
	}

}
