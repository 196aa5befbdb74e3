package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link CrashFiles}.
 */
@DisabledOnOs(OS.WINDOWS)
class CrashFilesTests {

	@TempDir
	Path directory;

	@Test
	void prepareThenDirectoryIsForItsUserAloneAndEmpty() throws IOException {
		Path folder = this.directory.resolve("crashes").resolve("desk");
		CrashFiles.in(folder).prepare();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
		assertThat(folder).isEmptyDirectory();
	}

	@Test
	void prepareWhenTemporaryDirectoryIsALinkThenRefused() throws IOException {
		Path elsewhere = Files.createDirectory(this.directory.resolve("elsewhere"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), elsewhere);
		assertThatIOException().isThrownBy(CrashFiles.in(link.resolve("desk"))::prepare)
			.withMessageContaining(link + " is a link or no directory");
		assertThat(elsewhere).isEmptyDirectory();
	}

	@Test
	void prepareWhenOthersMayWriteAboveThenRefusedAndNothingIsMade() throws IOException {
		Path open = Files.createDirectory(this.directory.resolve("open"));
		Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(CrashFiles.in(open.resolve("crashes").resolve("desk"))::prepare)
			.withMessageContaining(open + " is open to others with rwxrwxrwx");
		assertThat(open).isEmptyDirectory();
	}

	@Test
	void prepareWhenAnotherUsersDirectoryThenRefusedAndNothingIsMade() throws IOException {
		assumeTrue(System.getProperty("user.name").equals("root"), "SKIPPED: the tests do not run as root");
		Path others = Files.createDirectory(this.directory.resolve("others"));
		Files.setOwner(others, others.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
		assertThatIOException().isThrownBy(CrashFiles.in(others.resolve("desk"))::prepare)
			.withMessageContaining(others + " belongs to nobody");
		assertThat(others).isEmptyDirectory();
	}

	@Test
	void prepareWhenFilesCannotBeRemovedThenTheProcessStartsAllTheSame() throws IOException {
		for (int i = 0; i <= CrashFiles.MOST; i++) {
			Files.createDirectories(this.directory.resolve("crash-" + i + ".log").resolve("not empty"));
		}
		CrashFiles.in(this.directory).prepare();
		assertThat(CrashFiles.in(this.directory).collect(null)).isEmpty();
	}

	@Test
	void collectThenFilesOfThisProcessAlone() throws IOException {
		CrashFiles files = CrashFiles.in(this.directory);
		CrashFiles others = CrashFiles.in(this.directory);
		assertThat(files.collect(null)).isEmpty();
		Files.writeString(files.errorReport(), "mine");
		Files.writeString(others.errorReport(), "another's");
		assertThat(files.collect(null)).containsExactly(files.errorReport());
	}

	@Test
	void collectWhenTooManyThenOldestGoAndOtherFilesStay() throws IOException {
		Path other = Files.writeString(this.directory.resolve("other.log"), "stays");
		Files.setLastModifiedTime(other, FileTime.fromMillis(0));
		for (int i = 1; i <= CrashFiles.MOST + 2; i++) {
			Path each = Files.writeString(this.directory.resolve("crash-" + i + ".hprof"), "");
			Files.setLastModifiedTime(each, FileTime.fromMillis(1000L * i));
		}
		assertThat(CrashFiles.in(this.directory).collect(null)).isEmpty();
		assertThat(this.directory.toFile().list()).hasSize(CrashFiles.MOST + 1)
			.contains("other.log", "crash-3.hprof")
			.doesNotContain("crash-1.hprof", "crash-2.hprof");
	}

	@Test
	void collectWhenKernelHasWrittenTheMemoryThenItIsKept() throws IOException {
		Path own = Files.createDirectory(this.directory.resolve("own"));
		Path core = core(own.resolve("core.17"));
		CrashFiles files = CrashFiles.in(Files.createDirectory(this.directory.resolve("crashes")));
		assertThat(files.collect(own)).singleElement()
			.satisfies((kept) -> assertThat(kept).hasParent(files.directory()).hasFileName(files.name() + ".core"));
		assertThat(core).doesNotExist();
		assertThat(CrashFiles.in(files.directory()).collect(this.directory.resolve("missing"))).isEmpty();
	}

	@Test
	void collectWhenFilesAreOnlyCalledSoOrLinksThenTheyStay() throws IOException {
		Path own = Files.createDirectory(this.directory.resolve("own"));
		Files.createSymbolicLink(own.resolve("core.1"), core(this.directory.resolve("core")));
		Files.writeString(own.resolve("core.txt"), "The core of the matter");
		Files.write(own.resolve("libcore.so"), elf(3));
		Files.createDirectory(own.resolve("core"));
		CrashFiles files = CrashFiles.in(Files.createDirectory(this.directory.resolve("crashes")));
		assertThat(files.collect(own)).isEmpty();
		assertThat(own.toFile().list()).hasSize(4);
	}

	@Test
	void collectWhenTheMemoryIsTooMuchThenItIsNotKept() throws IOException {
		Path own = Files.createDirectory(this.directory.resolve("own"));
		try (RandomAccessFile sparse = new RandomAccessFile(core(own.resolve("core")).toFile(), "rw")) {
			sparse.setLength(CrashFiles.LARGEST_CORE + 1);
		}
		CrashFiles files = CrashFiles.in(Files.createDirectory(this.directory.resolve("crashes")));
		assertThat(files.collect(own)).isEmpty();
		assertThat(files.directory()).isEmptyDirectory();
	}

	@Test
	void collectWhenTooManyCoresThenOldestOfThemGo() throws IOException {
		for (int i = 1; i <= CrashFiles.MOST_CORES + 1; i++) {
			Path each = Files.writeString(this.directory.resolve("crash-" + i + ".core"), "");
			Files.setLastModifiedTime(each, FileTime.fromMillis(1000L * i));
			Files.setLastModifiedTime(Files.writeString(this.directory.resolve("crash-" + i + ".log"), ""),
					FileTime.fromMillis(i));
		}
		CrashFiles.in(this.directory).collect(null);
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("crash-1.log", "crash-2.log",
				"crash-3.log", "crash-2.core", "crash-3.core");
	}

	private static Path core(Path file) throws IOException {
		return Files.write(file, elf(4));
	}

	private static byte[] elf(int kind) {
		byte[] header = new byte[64];
		header[0] = 0x7f;
		header[1] = 'E';
		header[2] = 'L';
		header[3] = 'F';
		header[16] = (byte) kind;
		return header;
	}

}
