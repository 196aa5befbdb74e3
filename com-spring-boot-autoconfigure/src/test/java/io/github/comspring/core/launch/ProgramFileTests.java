package io.github.comspring.core.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgramFile}.
 */
@DisabledOnOs(OS.WINDOWS)
class ProgramFileTests {

	@TempDir
	Path directory;

	private Path server;

	@BeforeEach
	void program() throws IOException {
		this.server = Files.writeString(this.directory.resolve("server"), "#! /bin/sh -e\n");
		Files.setPosixFilePermissions(this.server, PosixFilePermissions.fromString("rwx------"));
	}

	@Test
	void findWhenNameThenFileOfTheFirstFolderThatHasIt() {
		String path = "/no/such/folder" + File.pathSeparator + this.directory + File.pathSeparator + "/bin";
		assertThat(ProgramFile.find("server", path, null)).isEqualTo(this.server.toString());
		assertThat(ProgramFile.find("no-such-server", path, null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { ":/bin", "/bin:", "/bin::/usr/bin" })
	void findWhenPathHasAnEmptyFolderThenThatIsTheWorkingDirectory(String path) {
		assertThat(ProgramFile.find("server", path, this.directory)).isEqualTo(this.server.toString());
	}

	@Test
	void findWhenPathThenAsItIs() {
		assertThat(ProgramFile.find("./server", "/bin", this.directory)).isEqualTo("./server");
		assertThat(ProgramFile.find("./server", "/bin", this.directory.getParent())).isNull();
	}

	@Test
	void missingInterpreterThenThatOfTheScriptIfItIsMissing() throws IOException {
		assertThat(ProgramFile.missingInterpreter("./server", this.directory)).isNull();
		Files.writeString(this.server, "#!/no/such/shell -e\n");
		assertThat(ProgramFile.missingInterpreter("./server", this.directory)).isEqualTo("/no/such/shell");
		Files.writeString(this.server, "no script");
		assertThat(ProgramFile.missingInterpreter("./server", this.directory)).isNull();
	}

}
