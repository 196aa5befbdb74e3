package io.github.comspring.core.module;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.module.ModuleLoadingTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfRegistration} and {@link ModuleManifest}.
 */
@ExtendWith(NoLeftovers.class)
class SelfRegistrationTests {

	private static final String REGISTERS = """
			public void registerServer(ServerRegistrar registrar) {
				registrar.coClass(new CoClass(Clsid.of("%s"), new ProgId("Test.Probe.1"), null), "A probe",
						ThreadingModel.BOTH);
			}
			""".formatted(ProbeModules.PROBE);

	@TempDir
	private Path directory;

	private final MemoryHive hive = new MemoryHive("machine");

	private final SelfRegistration registration = new SelfRegistration(this.hive, getClass().getClassLoader());

	@Test
	@Tag("SR-01")
	void registerWhenNotSelfRegisteringThenToldWithoutLoading() throws Exception {
		Path jar = ProbeModules.probe("quiet.jar", REGISTERS).write(this.directory.resolve("quiet.jar"));
		assertThat(ModuleManifest.read(jar).selfRegistering()).isFalse();
		assertFails(HResult.E_NOTIMPL, () -> this.registration.register(jar));
		assertThat(ProbeModules.loads("quiet.jar")).isZero();
		assertThat(this.hive.root()).isSameAs(RegistryKey.EMPTY);
	}

	@Test
	@Tag("SR-01")
	void readWhenAttributeIsEmptyThenSelfRegisteringWithoutLoading() throws Exception {
		Path jar = selfRegistering("empty.jar", REGISTERS);
		assertThat(ModuleManifest.read(jar).selfRegistering()).isTrue();
		assertThat(ProbeModules.loads("empty.jar")).isZero();
	}

	@Test
	@Tag("SR-02")
	@Tag("SR-04")
	void registerThenActivationNeedsNothingElse() throws Exception {
		Path jar = selfRegistering("self.jar", REGISTERS);
		this.registration.register(jar);
		RegistryKey once = this.hive.root();
		this.registration.register(jar);
		assertThat(this.hive.root()).isEqualTo(once);
		assertThat(ask("Test.Probe", "hello")).isEqualTo("hello");
		Path moved = Files.move(jar, this.directory.resolve("moved.jar"));
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> ask("Test.Probe.1", "gone"));
		this.registration.register(moved);
		assertThat(ask("Test.Probe.1", "hello again")).isEqualTo("hello again");
	}

	@Test
	@Tag("SR-05")
	void registerWhenModuleFailsThenNothingWritten() throws Exception {
		Path jar = selfRegistering("half.jar", REGISTERS.replace("ThreadingModel.BOTH);",
				"ThreadingModel.BOTH);\nthrow new IllegalStateException(\"Half way\");"));
		assertFails(HResult.SELFREG_E_CLASS, () -> this.registration.register(jar));
		assertThat(this.hive.root()).isSameAs(RegistryKey.EMPTY);
	}

	@Test
	@Tag("SR-06")
	@Tag("TA-08")
	void unregisterWhenOthersWroteThereThenTheirsStays() throws Exception {
		Path jar = selfRegistering("leaves.jar", REGISTERS);
		this.registration.register(jar);
		String treatAs = "CLSID\\" + ProbeModules.PROBE + "\\TreatAs";
		this.hive.edit((root) -> root.withValue(treatAs, null, new Sz(ProbeModules.OTHER.toString())));
		assertThat(this.registration.unregister(jar)).isEqualTo(HResult.S_FALSE);
		assertThat(this.hive.root().value(treatAs, null)).isNotNull();
		assertThat(this.hive.root().key("Test.Probe.1")).isNull();
		this.hive.edit((root) -> root.withoutKey("CLSID\\" + ProbeModules.PROBE));
		this.registration.register(jar);
		assertThat(this.registration.unregister(jar)).isEqualTo(HResult.S_OK);
	}

	@Test
	void readWhenManifestIsMalformedThenErrorInDll() throws Exception {
		Path jar = new ModuleJar().attribute("Com-Classes", "Test.Probe.1").write(this.directory.resolve("odd.jar"));
		assertFails(HResult.CO_E_ERRORINDLL, () -> ModuleManifest.read(jar));
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> ModuleManifest.read(this.directory.resolve("absent.jar")));
	}

	private Path selfRegistering(String name, String members) throws Exception {
		return ProbeModules.probe(name, members).attribute("OLESelfRegister", "").write(this.directory.resolve(name));
	}

	private String ask(String progId, String question) throws Exception {
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive, new MemoryHive("application"));
		try (ProbeModules modules = new ProbeModules(this.directory); LeakDetector leaks = new LeakDetector(0)) {
			DefaultActivator activator = new DefaultActivator(registry, new ClassTable(ActivationGuard.NONE),
					modules.servers, leaks);
			try (ComPointer<Probe> probe = activator.createInstance(progId, Probe.class)) {
				return probe.get().ask(question).text();
			}
		}
	}

}
