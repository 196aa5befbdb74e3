package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UserDirectory}.
 */
class UserDirectoryTests {

	private static final OwnUser SELF = OwnUser.ofThisProcess();

	@TempDir
	private Path temporary;

	@Test
	void ofWhenRuntimeDirectoryThenInsideElseTemporaryByUser() {
		assertThat(UserDirectory.of("/run/user/7", this.temporary, SELF).path())
			.isEqualTo(Path.of("/run/user/7/comspring"));
		assertThat(UserDirectory.of(null, this.temporary, SELF).path())
			.isEqualTo(this.temporary.resolve("comspring-" + SELF.name()));
		assertThat(UserDirectory.of("relative", this.temporary, SELF).path().getParent()).isEqualTo(this.temporary);
	}

	@Test
	void scmThenDirectoryForUserAloneAndUsedAgain() throws IOException {
		UserDirectory directory = UserDirectory.of(null, this.temporary, SELF);
		assertThat(directory.scm().path()).isEqualTo(directory.path().resolve("scm.sock"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
			.isEqualTo("rwx------");
		assertThat(directory.scm()).isEqualTo(directory.scm());
	}

	@ParameterizedTest
	@ValueSource(strings = { "rwx--x---", "rwxrwxrwx", "rwx---r--" })
	void scmWhenOthersMayEnterThenRefused(String permissions) throws IOException {
		UserDirectory directory = UserDirectory.of(null, this.temporary, SELF);
		Files.createDirectory(directory.path());
		Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString(permissions));
		assertRefused(directory);
	}

	@Test
	void scmWhenItBelongsToAnotherUserThenRefused() throws IOException {
		Path path = Files.createDirectory(this.temporary.resolve("comspring"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		assertRefused(new UserDirectory(path, new OwnUser("somebody-else")));
	}

	@Test
	void scmWhenItIsALinkThenRefused() throws IOException {
		UserDirectory directory = UserDirectory.of(null, this.temporary, SELF);
		Path elsewhere = Files.createDirectory(this.temporary.resolve("elsewhere"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.createSymbolicLink(directory.path(), elsewhere);
		assertRefused(directory);
	}

	@Test
	void scmWhenParentIsMissingThenTypedError() {
		UserDirectory directory = UserDirectory.of(null, this.temporary.resolve("missing"), SELF);
		assertThatExceptionOfType(ComException.class).isThrownBy(directory::scm)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE));
	}

	private static void assertRefused(UserDirectory directory) {
		assertThatExceptionOfType(ComException.class).isThrownBy(directory::scm)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED))
			.withMessageContaining(directory.path().toString());
	}

}
