package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.ComModule;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnUser} in a container, whose user need not have a name.
 */
@ExtendWith(OtherAccount.class)
class OwnUserTests {

	private static final String NUMBER = "54321";

	@TempDir
	Path temporary;

	@Test
	void ofThisProcessWhenItHasNoNameThenItsNumberAsPeersHaveIt() throws Exception {
		assertThat(said("user")).isEqualTo(NUMBER);
	}

	@Test
	void claimWhenItHasNoNameThenItsOwnDirectoryIsTakenAgain() throws Exception {
		Files.setAttribute(this.temporary, "unix:uid", Integer.parseInt(NUMBER));
		assertThat(said("claim", this.temporary.toString())).isEqualTo(this.temporary.resolve("scm.sock").toString());
	}

	private static String said(String... arguments) throws IOException {
		String classPath = Stream.of(ComModule.class, OwnUserTests.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
			.collect(Collectors.joining(":"));
		Process process = new ProcessBuilder(
				Stream.concat(Stream.of("setpriv", "--reuid=" + NUMBER, "--regid=" + NUMBER, "--clear-groups",
						Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						Program.class.getName()), Stream.of(arguments))
					.toList())
			.redirectErrorStream(true)
			.start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
	}

	/** What runs as a user without a name. */
	static final class Program {

		private Program() {
		}

		public static void main(String[] arguments) {
			OwnUser self = OwnUser.ofThisProcess();
			System.out.println(arguments[0].equals("user") ? self.name()
					: new UserDirectory(Path.of(arguments[1]), self).scm().path());
		}

	}

}
