package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.List;
import java.util.stream.Collectors;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A whole application whose directory for temporary files is an odd one: it serves its
 * clients, or does not start and says what to set.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class OddDirectoryTests {

	private static final String LONG = "a-long-name-".repeat(9);

	@TempDir
	Path directory;

	private Path jar;

	private final Clsid clsid = new Clsid(Guid.random());

	@BeforeEach
	void library() {
		this.jar = MortalJar.write(this.clsid, ContainedApplication.PROG_ID, this.directory.resolve("library.jar"));
	}

	private Path temporary(String name) throws IOException {
		return Files.createDirectory(this.directory.resolve(name));
	}

	/**
	 * Runs the application in a shell, in the directory of the test.
	 * @param before what is done before
	 * @param environment further environment variables
	 * @param temporary the directory for temporary files, as it is written
	 */
	private String run(String before, Map<String, String> environment, String temporary) throws Exception {
		String prefix = "--comspring.classes[" + ContainedApplication.PROG_ID + "].";
		String words = JavaCommand
			.of(List.of("-Djava.io.tmpdir=" + temporary), ContainedApplication.class, "1",
					prefix + "in-process-server=" + this.jar, prefix + "context=surrogate",
					"--comspring.security.enabled=false")
			.stream()
			.map((word) -> "'" + word + "'")
			.collect(Collectors.joining(" "));
		ProcessBuilder builder = new ProcessBuilder("unshare", "-m", "sh", "-c", before + "exec " + words);
		builder.environment().remove("XDG_RUNTIME_DIR");
		builder.environment().remove("RUNTIME_DIRECTORY");
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().putAll(environment);
		String said = ApplicationRun.of(builder.directory(this.directory.toFile()), this.directory);
		assumeTrue(!said.startsWith("unshare:"), "SKIPPED: nothing can be mounted, which takes root");
		return said;
	}

	private static void assertServed(String said) {
		assertThat(said).contains("Call 1 was answered", "The application has had its", "ended with 0")
			.doesNotContain("The call failed");
	}

	@Test
	void pathIsTooLongForSocketsThenDoesNotStartAndSaysWhatToSet() throws Exception {
		Path temporary = temporary(LONG);
		assertThat(run("", Map.of(), temporary.toString()))
			.contains("APPLICATION FAILED TO START", temporary.toString(), "106 bytes", "java.io.tmpdir",
					"XDG_RUNTIME_DIR")
			.doesNotContain("ended with 0");
	}

	@Test
	void pathIsTooLongForSocketsWhenTheUserHasAnotherOneForThemThenServed() throws Exception {
		Path runtime = temporary("run");
		assertServed(run("", Map.of("XDG_RUNTIME_DIR", runtime.toString()), temporary(LONG).toString()));
		assertThat(runtime).isEmptyDirectory();
	}

	@Test
	void pathHasBlanksAndUmlautsThenServed() throws Exception {
		assertServed(run("", Map.of(), temporary("grüne Wiese").toString()));
	}

	/**
	 * The JVM cannot even name the directory.
	 */
	@Test
	void pathHasUmlautsThatTheLocaleHasNotThenDoesNotStartAndSaysWhatToSet() throws Exception {
		String said = run("", Map.of("LC_ALL", "C"), temporary("grün").toString());
		assertThat(said).contains("APPLICATION FAILED TO START", "LC_ALL", "java.io.tmpdir");
	}

	@Test
	void pathIsRelativeThenServed() throws Exception {
		temporary("tmp");
		assertServed(run("", Map.of(), "tmp"));
	}

	@Test
	void directoryIsMissingThenDoesNotStartAndSaysWhatToSet() throws Exception {
		assertThat(run("", Map.of(), this.directory.resolve("missing").toString()))
			.contains("APPLICATION FAILED TO START", this.directory.resolve("missing").toString(), "java.io.tmpdir");
	}

	@Test
	void directoryIsReadOnlyThenDoesNotStartAndSaysWhatToSet() throws Exception {
		Path temporary = temporary("tmp");
		String mount = "mount --bind '" + temporary + "' '" + temporary + "' && mount -o remount,bind,ro '" + temporary
				+ "' && ";
		assertThat(run(mount, Map.of(), temporary.toString())).contains("APPLICATION FAILED TO START",
				temporary.toString(), "cannot write", "java.io.tmpdir");
	}

	@Test
	void directoryIsSmallThenServed() throws Exception {
		Path temporary = temporary("tmp");
		assertServed(run("mount -t tmpfs -o size=1m none '" + temporary + "' && ", Map.of(), temporary.toString()));
	}

	@Test
	void directoryHasNoInodesLeftThenCallsAreToldWhereAndTheApplicationGoesOn() throws Exception {
		Path temporary = temporary("tmp");
		assertThat(run("mount -t tmpfs -o nr_inodes=1 none '" + temporary + "' && ", Map.of(), temporary.toString()))
			.contains("The call failed: CO_E_SCM_RPC_FAILURE", temporary.toString(), "No space left on device",
					"java.io.tmpdir", "The application has had its", "ended with 0");
	}

	/**
	 * With a disk of 4 MiB for temporary files, which all that is written fits into: the
	 * place for class archives is read-only, too.
	 */
	@Test
	void allElseIsReadOnlyThenServed() throws Exception {
		Path temporary = temporary("tmp");
		String mounts = "for each in $(awk '$4 ~ /^rw/ { print $2 }' /proc/mounts); do case $each in /proc*|/sys*|/dev*) ;; "
				+ "*) mount -o remount,bind,ro $each ;; esac; done 2>/dev/null; mount -t tmpfs -o size=4m none '"
				+ temporary + "' && ! touch /read-only 2>/dev/null && ! touch /tmp/read-only 2>/dev/null && ";
		assertServed(run(mounts, Map.of("XDG_CACHE_HOME", this.directory.resolve("cache").toString()),
				temporary.toString()));
	}

}
