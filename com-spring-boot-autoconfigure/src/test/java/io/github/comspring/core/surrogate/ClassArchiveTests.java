package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassArchive}.
 */
class ClassArchiveTests {

	@TempDir
	Path directory;

	@Test
	void ofWhenWhatItDependsOnIsAnotherThenAnotherArchive() throws IOException {
		Path jar = Files.createFile(this.directory.resolve("runtime.jar"));
		Path ofJdk = Files.createDirectories(this.directory.resolve("lib/server")).resolve("classes.jsa");
		ClassArchive none = archive(jar);
		assertThat(archive(jar)).isEqualTo(none);
		Files.createFile(ofJdk);
		ClassArchive first = archive(jar);
		Files.setLastModifiedTime(ofJdk, FileTime.from(Instant.EPOCH));
		ClassArchive second = archive(jar);
		Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
		assertThat(List.of(none, first, second, archive(jar))).doesNotHaveDuplicates();
		assertThat(ClassArchive.of(jar, this.directory, List.of("-XX:+UseParallelGC"))).isNotEqualTo(archive(jar));
	}

	private ClassArchive archive(Path jar) throws IOException {
		return ClassArchive.of(jar, this.directory, List.of());
	}

}
