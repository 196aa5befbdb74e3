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

	private static final String LEVELS = "d/".repeat(1500);

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

	/**
	 * It is deeper than a path can name.
	 */
	@Test
	void deleteWhenVeryDeepThenGone() throws IOException {
		Path outside = Files.createDirectories(this.directory.resolve("outside"));
		Path kept = Files.writeString(outside.resolve("kept"), "kept");
		Path made = deep("made");
		for (int i = 0; i < 3; i++) {
			Path deeper = deep("deeper");
			Files.createSymbolicLink(deeper.resolve("link"), outside);
			Files.move(made, deeper.resolve(LEVELS).resolve("made"));
			made = Files.move(deeper, this.directory.resolve("made"));
		}
		PrivateDirectory.delete(made);
		assertThat(made).doesNotExist();
		assertThat(kept).hasContent("kept");
	}

	private Path deep(String name) throws IOException {
		Path directory = this.directory.resolve(name);
		Files.createDirectories(directory.resolve(LEVELS));
		Files.writeString(directory.resolve(LEVELS).resolve("file"), "file");
		return directory;
	}

}
