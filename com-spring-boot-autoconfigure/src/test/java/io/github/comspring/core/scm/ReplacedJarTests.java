package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jars that others replace while server processes have them open.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ReplacedJarTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final Clsid clsid = TestMachine.newClass();

	private final Clsid second = TestMachine.newClass();

	@TempDir
	Path directory;

	private Path jar;

	@BeforeEach
	void register() {
		HostedClasses classes = classes();
		AppId appId = classes.application();
		this.jar = HostedJar.of(this.clsid).writeTo(this.directory.resolve("first.jar"));
		classes.register(this.clsid, appId, this.jar);
		classes.register(this.second, appId, HostedJar.of(this.second).writeTo(this.directory.resolve("second.jar")));
	}

	private HostedClasses classes() {
		return new HostedClasses(this.machine, this.directory);
	}

	/**
	 * The same content, a bit longer, on the same inode.
	 */
	private void overwrite() throws IOException {
		Path other = HostedJar.of(this.clsid, TestMachine.newClass()).writeTo(this.directory.resolve("other.jar"));
		Object before = Files.getAttribute(this.jar, "unix:ino");
		Files.write(this.jar, Files.readAllBytes(other));
		assertThat(Files.getAttribute(this.jar, "unix:ino")).isEqualTo(before);
	}

	@Test
	void activateWhenJarWasOverwrittenThenNewProcessForAllClassesAndTheOldOneEndsWithItsClient() throws Exception {
		try (ComPointer<Hosted> old = classes().create(this.clsid)) {
			long first = old.get().pid();
			assertThat(classes().activate(this.second)).isEqualTo(first);
			overwrite();
			long next = classes().activate(this.clsid);
			assertThat(next).isNotEqualTo(first);
			assertThat(classes().activate(this.second)).isEqualTo(next);
			assertThat(classes().activate(this.clsid)).isEqualTo(next);
			assertThat(old.get().pid()).isEqualTo(first);
			assertThat(this.machine.scm.servers()).extracting(ServerDescription::draining).containsExactly(true, false);
		}
		assertThat(this.machine.launched.get(0).exit().get().status()).isZero();
		assertThat(this.machine.scm.restarts()).extracting(RestartState::failures).containsExactly(0);
	}

	@Test
	void activateWhenAnotherJarWasMovedThereThenNewProcess() throws Exception {
		long first = classes().activate(this.clsid);
		Path other = Files.copy(this.jar, this.directory.resolve("other.jar"), StandardCopyOption.COPY_ATTRIBUTES);
		Files.move(other, this.jar, StandardCopyOption.REPLACE_EXISTING);
		assertThat(classes().activate(this.clsid)).isNotEqualTo(first);
	}

	@Test
	void activateWhenALibraryOfTheJarWasReplacedThenNewProcess() throws Exception {
		Path library = Files.write(this.directory.resolve("library.jar"), new byte[22]);
		Clsid third = TestMachine.newClass();
		Path module = HostedJar.of(third)
			.attribute("Class-Path", "library.jar absent.jar http://nowhere/")
			.writeTo(this.directory.resolve("third.jar"));
		HostedClasses classes = classes();
		classes.register(third, classes.application(), module);
		long first = classes.activate(third);
		assertThat(classes.activate(third)).isEqualTo(first);
		Files.write(library, new byte[23]);
		assertThat(classes.activate(third)).isNotEqualTo(first);
	}

	@Test
	void activateWhenJarIsGoneThenTheProcessThatHasIt() throws Exception {
		try (ComPointer<Hosted> held = classes().create(this.clsid)) {
			Files.delete(this.jar);
			assertThat(classes().activate(this.clsid)).isEqualTo(held.get().pid());
		}
	}

	@Test
	void activateWhenJarOfAnotherClassWasReplacedThenTheProcessThatRuns() throws Exception {
		try (ComPointer<Hosted> held = classes().create(this.clsid)) {
			assertThat(classes().activate(this.second)).isEqualTo(held.get().pid());
			overwrite();
			assertThat(classes().activate(this.second)).isEqualTo(held.get().pid());
		}
	}

	@Test
	void activateWhenJarOfAProgramWasReplacedThenNewProcess() throws Exception {
		Clsid program = TestMachine.newClass();
		String command = TestMachine.commandLine(TestServer.class, "open", "multiple=" + program, "resume", "idle=0");
		// The last class path is the one that counts
		this.machine.value(program, "LocalServer32", null, command.replace(" -cp ", " -cp \"" + this.jar + "\" -cp "));
		try (ComPointer<Servant> old = this.machine.create(program)) {
			assertThat(this.machine.activate(program)).isEqualTo(old.get().pid());
			overwrite();
			assertThat(this.machine.activate(program)).isNotEqualTo(old.get().pid());
		}
		assertThat(this.machine.launched.get(0).exit().get().status()).isZero();
	}

}
