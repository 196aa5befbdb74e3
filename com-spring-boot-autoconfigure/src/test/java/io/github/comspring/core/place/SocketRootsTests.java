package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Listener;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SocketRoots} with made-up environments.
 */
@EnabledOnOs(OS.LINUX)
class SocketRootsTests {

	private static final OwnUser SELF = OwnUser.ofThisProcess();

	@TempDir
	Path directory;

	private Path temporary;

	private Path service;

	private Path user;

	@BeforeEach
	void directories() throws IOException {
		this.temporary = Files.createDirectory(this.directory.resolve("tmp"));
		this.service = Files.createDirectory(this.directory.resolve("service"));
		this.user = Files.createDirectory(this.directory.resolve("user"));
	}

	private Path create(Map<String, String> environment) {
		return roots(environment, this.temporary).create("comspring-");
	}

	private static SocketRoots roots(Map<String, String> environment, Path temporary) {
		return new SocketRoots(environment::get, temporary, SELF);
	}

	@Test
	void nothingIsGivenThenAmongTheTemporaryFilesForTheUserAlone() throws IOException {
		Path made = create(Map.of());
		assertThat(made).hasParent(this.temporary);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
	}

	@Test
	void supervisorAndUserGiveDirectoriesThenThatOfTheSupervisor() {
		assertThat(create(
				Map.of("RUNTIME_DIRECTORY", this.service + ":" + this.user, "XDG_RUNTIME_DIR", this.user.toString())))
			.hasParent(this.service);
		assertThat(create(Map.of("XDG_RUNTIME_DIR", this.user.toString()))).hasParent(this.user);
	}

	@Test
	void givenCannotBeUsedThenTheNextOne() throws IOException {
		Files.setPosixFilePermissions(this.service, PosixFilePermissions.fromString("rwxrwxrwx"));
		Path missing = this.directory.resolve("missing");
		assertThat(create(
				Map.of("RUNTIME_DIRECTORY", missing + ":" + this.service, "XDG_RUNTIME_DIR", this.user.toString())))
			.hasParent(this.user);
		assertThat(create(Map.of("RUNTIME_DIRECTORY", "", "XDG_RUNTIME_DIR", "relative"))).hasParent(this.temporary);
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.user);
		assertThat(create(Map.of("XDG_RUNTIME_DIR", link.toString()))).hasParent(this.temporary);
		assertThat(create(Map.of("XDG_RUNTIME_DIR", longOne().toString()))).hasParent(this.temporary);
	}

	@Test
	void givenBelongsToAnotherUserThenAmongTheTemporaryFiles() {
		SocketRoots roots = new SocketRoots(Map.of("XDG_RUNTIME_DIR", this.user.toString())::get, this.temporary,
				new OwnUser("somebody-else"));
		assertThat(roots.create("comspring-")).hasParent(this.temporary);
	}

	private Path longOne() throws IOException {
		return Files.createDirectories(this.directory.resolve("x".repeat(UnixEndpoint.LONGEST)));
	}

	@Test
	void temporaryIsTooLongThenToldOfTheLimitAndWhatToSet() throws IOException {
		SocketRoots roots = roots(Map.of(), longOne());
		assertThatExceptionOfType(ComException.class).isThrownBy(roots::require)
			.withMessageContainingAll(longOne().toString(), "106 bytes", "java.io.tmpdir", "XDG_RUNTIME_DIR")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> roots.create("comspring-"));
		SocketRoots given = roots(Map.of("XDG_RUNTIME_DIR", this.user.toString()), longOne());
		given.require();
		assertThat(given.create("comspring-")).hasParent(this.user);
	}

	/**
	 * A socket of the longest name is listened at in the longest directory.
	 */
	@Test
	void pathHasJustTheLimitThenSocketCanBeMade() throws IOException {
		int longest = UnixEndpoint.LONGEST - "/comspring-01234567/4194304-01234567.sock".length();
		String root = Files.createTempDirectory("r").toString();
		Path parent = Files.createDirectory(Path.of(root + "x".repeat(longest - UnixEndpoint.length(Path.of(root)))));
		try {
			roots(Map.of(), parent).require();
			Path directory = parent.resolve("comspring-01234567");
			Files.createDirectory(directory);
			Path socket = directory.resolve("4194304-01234567.sock");
			assertThat(UnixEndpoint.length(socket)).isEqualTo(UnixEndpoint.LONGEST);
			Listener.open(new UnixEndpoint(socket)).close();
			PrivateDirectory.delete(parent);
		}
		finally {
			Files.delete(Path.of(root));
		}
		SocketRoots longer = roots(Map.of(), Path.of(parent + "x"));
		assertThatExceptionOfType(ComException.class).isThrownBy(longer::require);
	}

	@Test
	void temporaryIsMissingThenToldWhatToSet() {
		SocketRoots roots = roots(Map.of(), this.directory.resolve("missing"));
		assertThatExceptionOfType(ComException.class).isThrownBy(roots::require)
			.withMessageContainingAll("missing", "cannot write", "java.io.tmpdir");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> roots.create("comspring-"))
			.withMessageContainingAll("missing", "java.io.tmpdir");
	}

}
