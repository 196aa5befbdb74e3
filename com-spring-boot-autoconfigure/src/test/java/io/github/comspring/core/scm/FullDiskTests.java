package io.github.comspring.core.scm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * An application whose temporary directory is on a disk that is full: a small file system
 * in a mount namespace of its own, which ends with the process.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
class FullDiskTests {

	@TempDir
	Path directory;

	private Path disk;

	@BeforeEach
	void mount() throws IOException {
		this.disk = Files.createDirectory(this.directory.resolve("disk"));
		assumeThat(run("exec true").status).as("a file system can be mounted, as root can").isZero();
	}

	/**
	 * The first place that is needed is that of the socket.
	 */
	@Test
	void activateWhenFullThenToldWhereAndServedWhenThereIsRoom() throws IOException {
		Outcome outcome = run(application());
		assertThat(outcome.lines).anySatisfy(
				(line) -> assertThat(line).startsWith("full: CO_E_SCM_RPC_FAILURE").contains(this.disk.toString()));
		assertThat(outcome.lines).contains("room: served");
		assertThat(outcome.status).isZero();
	}

	/**
	 * The socket is there, and the surrogate has no place for its own things.
	 */
	@Test
	void activateWhenFullLaterThenToldWhatIsMissingAndServedWhenThereIsRoom() throws IOException {
		Outcome outcome = run(application() + " listening");
		assertThat(outcome.lines).anySatisfy((line) -> assertThat(line).startsWith("full: CO_E_CREATEPROCESS_FAILURE")
			.contains(FaultyClass.NAME, "directories of a server process", "No space left on device"));
		assertThat(outcome.lines).contains("room: served");
		assertThat(outcome.status).isZero();
	}

	private String application() {
		return "exec '" + TestMachine.JAVA + "' -XX:TieredStopAtLevel=1 -Djava.io.tmpdir='" + this.disk + "' -cp '"
				+ System.getProperty("java.class.path") + "' " + FullDiskApplication.class.getName() + " '"
				+ this.directory + "'";
	}

	/**
	 * Runs a command where the disk is mounted, and waits for its end.
	 */
	private Outcome run(String command) throws IOException {
		File output = this.directory.resolve("output").toFile();
		// Each file and directory takes one of the inodes
		String mount = "mount -t tmpfs -o size=1m,nr_inodes=32 none '" + this.disk + "' && ";
		Process process = new ProcessBuilder("unshare", "-m", "sh", "-c", mount + command).redirectErrorStream(true)
			.redirectOutput(output)
			.start();
		int status = process.onExit().join().exitValue();
		try (Stream<String> lines = Files.lines(output.toPath())) {
			return new Outcome(status, lines.toList());
		}
	}

	private record Outcome(int status, List<String> lines) {
	}

}
