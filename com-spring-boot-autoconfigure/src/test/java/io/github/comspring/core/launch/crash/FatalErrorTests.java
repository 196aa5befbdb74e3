package io.github.comspring.core.launch.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FatalError}.
 */
@Timeout(60)
class FatalErrorTests {

	private static final String SEGV = """
			Loaded the model
			#
			# A fatal error has been detected by the Java Runtime Environment:
			#
			#  SIGSEGV (0xb) at pc=0x00007f04764d2f94, pid=25325, tid=25326
			#
			# JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian-1deb12u1)
			# Problematic frame:
			# C  [libstdc++.so.6+0x2f94]  desk::draw(Page*)+0x124
			#
			# An error report file with more information is saved as:
			# /crashes/crash-1.log
			#
			""";

	private static final String INTERNAL = """
			#  Internal Error (sharedRuntime.cpp:553), pid=1, tid=2
			#  guarantee(cb != __null) failed: must be
			# Problematic frame:
			# J 12 c2 desk.Page.draw()V
			""";

	private static final String MEMORY = """
			# There is insufficient memory for the Java Runtime Environment to continue.
			# Native memory allocation (mmap) failed to map 176128 bytes. Error detail: committing reserved memory.
			# Possible reasons:
			#  Out of Memory Error (os_linux.cpp:2832), pid=25451, tid=25452
			""";

	@TempDir
	Path directory;

	@Test
	void describeWhenSignalThenNamesItWithLibraryAndFrame() {
		FatalError error = FatalError.of(SEGV.lines().toList());
		assertThat(error.describe()).isEqualTo("signal 11 (SIGSEGV) in libstdc++.so.6; problematic frame: "
				+ "C [libstdc++.so.6+0x2f94] desk::draw(Page*)+0x124");
		assertThat(error.report()).isEqualTo("/crashes/crash-1.log");
	}

	@Test
	void describeWhenErrorOfTheJvmThenInItsWords() {
		assertThat(FatalError.of(INTERNAL.lines().toList()).describe())
			.isEqualTo("its JVM: Internal Error (sharedRuntime.cpp:553): guarantee(cb != __null) failed: must be; "
					+ "problematic frame: J 12 c2 desk.Page.draw()V");
		assertThat(FatalError.of(MEMORY.lines().toList()).describe())
			.isEqualTo("its JVM: Native memory allocation (mmap) failed to map 176128 bytes. "
					+ "Error detail: committing reserved memory");
	}

	@Test
	void ofWhenNothingOrNonsenseThenNone() {
		assertThat(FatalError.of(List.of())).isNull();
		assertThat(FatalError.of(List.of("#", "", "# Problematic frame:", "SIGSEGV (0xb) at pc=0"))).isNull();
		assertThat(FatalError.of(List.of("# SIGSEGV (0xfffffffff) at pc=0"))).isNull();
	}

	@Test
	void ofWhenCutThenWhatIsThere() {
		assertThat(FatalError.of(List.of("# SIGBUS (0x7)", "# Problematic frame:")).describe())
			.isEqualTo("signal 7 (SIGBUS)");
	}

	@Test
	void inWhenReportIsLargeThenOnlyItsHeadCounts() throws IOException {
		Path report = Files.writeString(this.directory.resolve("crash-1.log"), SEGV + "x".repeat(1 << 20));
		assertThat(FatalError.in(List.of(report))).isEqualTo(FatalError.of(SEGV.lines().toList()));
		Files.writeString(report, "x".repeat(1 << 20) + "\n" + SEGV);
		assertThat(FatalError.in(List.of(report))).isNull();
	}

	@Test
	void inWhenFrameIsOddThenItIsOneLineOfBoundedLength() throws IOException {
		Path report = Files.writeString(this.directory.resolve("crash-1.log"),
				"# SIGILL (0x4) at pc=0\n# Problematic frame:\n# C [a+0x1] \u001b[31m\u2028" + "y".repeat(9000) + "\n");
		assertThat(FatalError.in(List.of(report)).describe()).hasSizeLessThan(300).doesNotContain("\u001b", "\u2028");
	}

}
