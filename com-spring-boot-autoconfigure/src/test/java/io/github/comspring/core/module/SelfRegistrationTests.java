package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import io.github.comspring.registry.DirectoryHive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfRegistration}.
 */
@ExtendWith(NoLeftovers.class)
class SelfRegistrationTests {

	private static final ClassLoader CLIENTS = SelfRegistrationTests.class.getClassLoader();

	private final Clsid clsid = new Clsid(Guid.random());

	private final String key = "CLSID\\" + this.clsid;

	@TempDir
	Path directory;

	private Path jar;

	private ModuleFixture fixture;

	private SelfRegistration registration;

	@BeforeEach
	void open() {
		this.fixture = new ModuleFixture(this.directory);
		this.registration = new SelfRegistration(this.fixture.machine, CLIENTS);
		this.jar = selfRegistering(this.clsid).writeTo(this.directory.resolve("probe.jar"));
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("SR-01")
	void registerWhenNotSelfRegisteringThenRefusedAndNothingIsLoaded() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		ModuleFixture.assertFails(HResult.E_NOTIMPL, () -> this.registration.register(this.jar));
		ModuleFixture.assertFails(HResult.E_NOTIMPL, () -> this.registration.unregister(this.jar));
		assertThat(Passage.points()).isEmpty();
		assertThat(this.fixture.machine.root()).isEqualTo(RegistryKey.EMPTY);
	}

	@Test
	@Tag("SR-02")
	void registerThenActivationWorks() {
		this.registration.register(this.jar);
		assertThat(NoLeftovers.openJars()).isEmpty();
		assertThat(this.fixture.use(this.clsid)).isOne();
		try (ComPointer<Probe> pointer = this.fixture.activator.createInstance("Jar.Probe", Probe.class)) {
			assertThat(pointer.get().call()).isEqualTo(2);
		}
		assertThat(path()).isEqualTo(this.jar.toAbsolutePath().toString());
	}

	@Test
	@Tag("SR-02")
	void registerWhenJarWasMovedThenNewPath() throws IOException {
		this.registration.register(this.jar);
		assertThat(this.fixture.use(this.clsid)).isOne();
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
		Path moved = Files.move(this.jar, this.directory.resolve("moved.jar"));
		ModuleFixture.assertFails(HResult.CO_E_DLLNOTFOUND, () -> this.fixture.use(this.clsid));
		this.registration.register(moved);
		assertThat(path()).isEqualTo(moved.toAbsolutePath().toString());
		assertThat(this.fixture.use(this.clsid)).isOne();
	}

	@Test
	@Tag("SR-04")
	void registerWhenTwiceThenAsOnce() {
		this.registration.register(this.jar);
		RegistryKey once = this.fixture.machine.root();
		this.registration.register(this.jar);
		assertThat(this.fixture.machine.root()).isEqualTo(once);
	}

	@Test
	@Tag("SR-02")
	@Tag("SR-05")
	void registerWhenModuleFailsThenNothingIsWritten() {
		Passage.on("registerServer", () -> {
			throw new ComException(HResult.E_UNEXPECTED, "Half way");
		});
		ModuleFixture.assertFails(HResult.SELFREG_E_CLASS, () -> this.registration.register(this.jar));
		Passage.on("registerServer", () -> {
			throw new IllegalStateException("Half way");
		});
		ModuleFixture.assertFails(HResult.SELFREG_E_CLASS, () -> this.registration.register(this.jar));
		assertThat(this.fixture.machine.root()).isEqualTo(RegistryKey.EMPTY);
		assertThat(NoLeftovers.openJars()).isEmpty();
		Passage.clear();
		this.registration.register(this.jar);
		assertThat(this.fixture.use(this.clsid)).isOne();
	}

	@Test
	void registerWhenModuleCannotBeLoadedThenNothingIsWritten() {
		Passage.on("construct", () -> {
			throw new IllegalStateException("Cannot load");
		});
		ModuleFixture.assertFails(HResult.CO_E_ERRORINDLL, () -> this.registration.register(this.jar));
		ModuleFixture.assertFails(HResult.CO_E_DLLNOTFOUND,
				() -> this.registration.register(this.directory.resolve("none.jar")));
		assertThat(this.fixture.machine.root()).isEqualTo(RegistryKey.EMPTY);
	}

	@Test
	@Tag("SR-06")
	void unregisterThenNothingIsLeft() {
		this.registration.register(this.jar);
		assertThat(this.registration.unregister(this.jar)).isEqualTo(HResult.S_OK);
		assertThat(this.fixture.machine.root()).isEqualTo(RegistryKey.EMPTY);
		ModuleFixture.assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.fixture.use(this.clsid));
	}

	@Test
	@Tag("SR-06")
	@Tag("TA-08")
	void unregisterWhenOthersWroteBelowTheClassThenTheirsStays() {
		String replacement = new Clsid(Guid.random()).toString();
		this.registration.register(this.jar);
		this.fixture.value(this.key + "\\TreatAs", null, replacement);
		this.fixture.value(this.key, "Owner", "Operations");
		assertThat(this.registration.unregister(this.jar)).isEqualTo(HResult.S_FALSE);
		RegistryKey left = this.fixture.machine.root().key(this.key);
		assertThat(left).isNotNull();
		assertThat(this.fixture.machine.root().value(this.key + "\\TreatAs", null)).isEqualTo(new Sz(replacement));
		assertThat(this.fixture.machine.root().value(this.key, "Owner")).isEqualTo(new Sz("Operations"));
		assertThat(this.fixture.machine.root().key(this.key + "\\InprocServer32")).isNull();
		assertThat(this.fixture.machine.root().key("Jar.Probe.1")).isNull();
	}

	@Test
	@Tag("SR-07")
	void unregisterWhenProgIdLeadsToAnotherClassNowThenItStays() {
		Clsid other = new Clsid(Guid.random());
		Path second = selfRegistering(other).writeTo(this.directory.resolve("second.jar"));
		this.registration.register(this.jar);
		this.registration.register(second);
		this.registration.unregister(this.jar);
		assertThat(this.fixture.registry.clsid("Jar.Probe.1")).isEqualTo(other);
		assertThat(this.fixture.use(other)).isOne();
		ModuleFixture.assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.fixture.use(this.clsid));
	}

	@Test
	@Tag("SR-02")
	void registerIntoDirectoryThenInFileOfTheJar() {
		Path hive = this.directory.resolve("hive");
		DirectoryHive files = new DirectoryHive("machine", hive, Duration.ZERO, () -> 0);
		new SelfRegistration(files, CLIENTS).register(this.jar);
		assertThat(hive).isDirectoryContaining("glob:**probe.jar*.yaml");
		DirectoryHive read = new DirectoryHive("machine", hive, Duration.ZERO, () -> 0);
		assertThat(read.root().value(this.key + "\\InprocServer32", null)).isEqualTo(new Sz(this.jar.toString()));
		assertThat(new SelfRegistration(read, CLIENTS).unregister(this.jar)).isEqualTo(HResult.S_OK);
		assertThat(read.root()).isEqualTo(RegistryKey.EMPTY);
	}

	private static ModuleJar selfRegistering(Clsid clsid) {
		return ProbeModule.jar(clsid).attribute("OLESelfRegister", "");
	}

	private String path() {
		return this.fixture.registry.registration(this.clsid).inprocServer().path();
	}

}
