package io.github.comspring.core.scm.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.launch.Confinement;
import io.github.comspring.core.launch.LaunchEnvironment;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.launch.crash.CrashFiles;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerProgram}.
 */
class ServerProgramTests {

	private static final Path CRASHES = Path.of("/var/crash");

	private static ServerProgram program(String option, Path crashes, WorkingDirectory directory, String variable) {
		CrashFiles files = CrashFiles.in(crashes);
		return new ServerProgram(List.of("java", option, "-XX:ErrorFile=" + files.errorReport(), "-Dat=" + directory),
				new Confinement(new LaunchEnvironment(List.of("PATH"), Map.of("DESK", variable)), directory, files));
	}

	private static ServerProgram usual() {
		return program("-Xmx64m", CRASHES, WorkingDirectory.ownOne(), "oak");
	}

	@Test
	void isLikeWhenOnlyNamesOfOneProcessDifferThenAlike() {
		assertThat(usual()).isNotEqualTo(usual());
		assertThat(usual().isLike(usual())).isTrue();
		ServerProgram plain = new ServerProgram(List.of("server"), Confinement.NONE);
		assertThat(plain.isLike(new ServerProgram(List.of("server"), Confinement.NONE))).isTrue();
	}

	@Test
	void isLikeWhenAnythingElseDiffersThenNot() {
		WorkingDirectory shared = new WorkingDirectory(Path.of("/srv"), false);
		assertThat(List.of(program("-Xmx65m", CRASHES, WorkingDirectory.ownOne(), "oak"),
				program("-Xmx64m", Path.of("/var/other"), WorkingDirectory.ownOne(), "oak"),
				program("-Xmx64m", CRASHES, shared, "oak"),
				program("-Xmx64m", CRASHES, WorkingDirectory.ownOne(), "elm"), usual().with(List.of("more"))))
			.noneMatch((each) -> each.isLike(usual()));
	}

}
