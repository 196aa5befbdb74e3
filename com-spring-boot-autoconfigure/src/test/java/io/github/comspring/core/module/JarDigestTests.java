package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JarDigest} and for jars that have one.
 */
@ExtendWith(NoLeftovers.class)
class JarDigestTests {

	private static final String WRONG = "sha-256:" + "0".repeat(64);

	@TempDir
	Path directory;

	private ModuleFixture fixture;

	@BeforeEach
	void open() {
		this.fixture = new ModuleFixture(this.directory);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private String digest(String jar) throws IOException, NoSuchAlgorithmException {
		byte[] content = Files.readAllBytes(this.directory.resolve(jar));
		return "sha-256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
	}

	private void require(Clsid clsid, String digest) {
		this.fixture.value("CLSID\\" + clsid + "\\InprocServer32", "Digest", digest);
	}

	@Test
	void createWhenDigestIsRightThenJarRuns() throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		require(clsid, digest("probe.jar").toUpperCase(Locale.ROOT));
		assertThat(this.fixture.use(clsid)).isOne();
		assertThat(this.fixture.loaded()).containsExactly(Path.of("probe.jar"));
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
		assertThat(this.fixture.loaded()).isEmpty();
		assertThat(this.fixture.use(clsid)).isOne();
	}

	@Test
	void createWhenDigestIsWrongThenErrorNamesBothAndNothingOfTheJarRuns() throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		require(clsid, WRONG);
		assertFails(HResult.CO_E_ERRORINDLL, clsid, digest("probe.jar"), WRONG);
		assertThat(Passage.points()).isEmpty();
		assertThat(this.fixture.loaded()).isEmpty();
	}

	@Test
	void createWhenJarIsReplacedAfterTheCheckThenWhatWasCheckedRuns() throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		require(clsid, digest("probe.jar"));
		LoadedModule held = this.fixture.modules.hold(new InprocServer("probe.jar", "Both", digest("probe.jar")));
		Files.writeString(this.directory.resolve("probe.jar"), "no jar any more");
		// The class of the instance is loaded only now
		assertThat(this.fixture.use(clsid)).isOne();
		held.release();
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
		assertFails(HResult.CO_E_ERRORINDLL, clsid, digest("probe.jar"));
	}

	@Test
	void createWhenLoadedWithoutDigestThenCheckedAllTheSame() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			assertThat(pointer.get().call()).isOne();
			require(clsid, WRONG);
			assertFails(HResult.CO_E_ERRORINDLL, clsid, WRONG);
		}
	}

	@Test
	void createWhenJarNeedsOthersThenRefusedAsTheyAreNotCovered() throws Exception {
		Clsid clsid = new Clsid(Guid.random());
		Path library = new ModuleJar().source("lib.Library", "package lib; public class Library { }")
			.writeTo(this.directory.resolve("library.jar"));
		ProbeModule.jar(clsid)
			.attribute("Class-Path", library.getFileName().toString())
			.writeTo(this.directory.resolve("probe.jar"));
		this.fixture.register(clsid, "probe.jar", "Both");
		require(clsid, digest("probe.jar"));
		assertFails(HResult.CO_E_ERRORINDLL, clsid, "Class-Path", "library.jar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sha-256:", "sha-256:00", "md5:00000000000000000000000000000000",
			"0000000000000000000000000000000000000000000000000000000000000000" })
	void createWhenDigestIsNoneThenInvalidValue(String text) {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		require(clsid, text);
		assertFails(HResult.REGDB_E_INVALIDVALUE, clsid, "'" + text + "'");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void copyOfThenForItsUserAlone() throws Exception {
		this.fixture.probe("probe.jar", "Both");
		Path copy = JarDigest.parse(digest("probe.jar")).copyOf(this.directory.resolve("probe.jar"));
		try {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rw-------");
			assertThat(copy).hasSameBinaryContentAs(this.directory.resolve("probe.jar"));
		}
		finally {
			Files.delete(copy);
		}
	}

	private void assertFails(HResult expected, Clsid clsid, String... named) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.fixture.use(clsid))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(List.of(named)));
	}

}
