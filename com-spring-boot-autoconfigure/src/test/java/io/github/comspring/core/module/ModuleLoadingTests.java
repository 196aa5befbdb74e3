package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.module.Probe.RefusedException;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for loading jars with {@link InProcessServers}.
 */
@ExtendWith(NoLeftovers.class)
class ModuleLoadingTests {

	@TempDir
	private Path directory;

	private ProbeModules modules;

	@BeforeEach
	void open() {
		this.modules = new ProbeModules(this.directory);
	}

	@AfterEach
	void close() {
		this.modules.close();
	}

	@Test
	@Tag("IP-01")
	void getClassObjectWhenJarHasClassThenItsFactory() throws Exception {
		this.modules.jar("one.jar", "");
		ClassObject classObject = this.modules.classObject("one.jar", "Both");
		Probe probe = create(classObject);
		assertThat(probe.ask("hello").text()).isEqualTo("hello");
		assertThat(probe.ask("hello").thread()).isEqualTo(Thread.currentThread().getName());
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> probe.ask("refuse"));
		classObject.server().release();
	}

	@Test
	@Tag("IP-01")
	void getClassObjectWhenJarHasNotTheClassThenClassNotAvailable() throws Exception {
		this.modules.jar("one-class.jar", "");
		assertFails(HResult.CLASS_E_CLASSNOTAVAILABLE,
				() -> this.modules.classObject(ProbeModules.OTHER, "one-class.jar", "Both"));
		this.modules.free(Duration.ZERO);
	}

	@Test
	@Tag("IP-02")
	void getClassObjectWhenJarIsMissingThenDllNotFoundUntilItIsThere() throws Exception {
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> this.modules.classObject("late.jar", "Both"));
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> this.modules.classObject("late.jar", "Both"));
		this.modules.jar("late.jar", "");
		this.modules.classObject("late.jar", "Both").server().release();
	}

	@Test
	@Tag("IP-02")
	void getClassObjectWhenJarIsUnusableThenErrorInDllUntilItIsMended() throws Exception {
		Path jar = this.directory.resolve("bad.jar");
		Files.writeString(jar, "no jar");
		assertUnusable();
		new ModuleJar().source("probe.Nothing", "class Nothing { }").write(jar);
		assertUnusable();
		new ModuleJar().attribute("Com-Module", "probe.Missing").write(jar);
		assertUnusable();
		new ModuleJar().attribute("Com-Module", "probe.Nothing")
			.source("probe.Nothing", "public class Nothing { public Nothing() { } }")
			.write(jar);
		assertUnusable();
		ProbeModules.probe("bad.jar", "static { if (true) throw new IllegalStateException(); }").write(jar);
		assertUnusable();
		this.modules.jar("bad.jar", "");
		this.modules.classObject("bad.jar", "Both").server().release();
	}

	private void assertUnusable() {
		for (int i = 0; i < 2; i++) {
			assertFails(HResult.CO_E_ERRORINDLL, () -> this.modules.classObject("bad.jar", "Both"));
			assertThat(this.modules.isLoaded("bad.jar")).isFalse();
		}
	}

	@Test
	@Tag("IP-03")
	@Tag("IP-04")
	void getClassObjectWhenManyAtOnceThenLoadedOnce() throws Exception {
		this.modules.jar("shared.jar", "");
		Set<ClassObject> found = ConcurrentHashMap.newKeySet();
		Race.run(32, (i) -> found.add(this.modules.classObject("shared.jar", "Both")));
		assertThat(found).hasSize(1);
		assertThat(ProbeModules.loads("shared.jar")).isOne();
		found.forEach((classObject) -> {
			for (int i = 0; i < 32; i++) {
				classObject.server().release();
			}
		});
	}

	@Test
	@Tag("IP-03")
	void getClassObjectWhenTwoJarsHaveClassesOfOneNameThenApart() throws Exception {
		this.modules.jar("left.jar", "");
		this.modules.jar("right.jar", "");
		Probe left = create(this.modules.classObject("left.jar", "Both"));
		Probe again = create(this.modules.classObject("left.jar", "Both"));
		Probe right = create(this.modules.classObject("right.jar", "Both"));
		assertThat(left.ask("calls").text()).isEqualTo("1");
		assertThat(again.ask("calls").text()).as("statics of one jar are shared").isEqualTo("2");
		assertThat(right.ask("calls").text()).as("statics of two are not").isEqualTo("1");
		assertThat(left.getClass()).isNotSameAs(right.getClass());
	}

	@Test
	void getClassObjectWhenClientHasLibraryThenModuleDoesNotSeeIt() throws Exception {
		this.modules.jar("alone.jar", "");
		assertThat(create(this.modules.classObject("alone.jar", "Both")).ask("spring").text()).isEqualTo("false");
	}

	@Test
	void getClassObjectWhenManifestHasClassPathThenHonoured() throws Exception {
		new ModuleJar().source("lib.Greeting", "public class Greeting { public static String TEXT = \"lib\"; }")
			.write(this.directory.resolve("library.jar"));
		ModuleJar jar = ProbeModules
			.probe("classpath.jar",
					"""
							public boolean canUnloadNow() {
								try { Class.forName("lib.Greeting"); return true; } catch (ClassNotFoundException ex) { return false; }
							}""")
			.attribute("Class-Path", "library.jar");
		jar.write(this.directory.resolve("classpath.jar"));
		this.modules.classObject("classpath.jar", "Apartment").server().release();
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("classpath.jar")).as("unloaded because it saw the library").isFalse();
	}

	@Test
	void getClassObjectWhenGuardRefusesThenNoCodeOfTheJarRuns() throws Exception {
		ActivationGuard guard = (activation) -> {
			throw new ComException(HResult.E_ACCESSDENIED, "Not for you");
		};
		try (ProbeModules guarded = new ProbeModules(this.directory, guard)) {
			guarded.jar("guarded.jar", "");
			assertFails(HResult.E_ACCESSDENIED, () -> guarded.classObject("guarded.jar", "Both"));
			assertThat(ProbeModules.loads("guarded.jar")).isZero();
		}
	}

	@Test
	void getClassObjectWhenModuleMisbehavesThenTypedError() throws Exception {
		misbehaving("null.jar", "return null;");
		misbehaving("throws.jar", "throw new IllegalStateException();");
		misbehaving("error.jar", "throw new NoClassDefFoundError(\"Gone\");");
		assertFails(HResult.E_UNEXPECTED, () -> this.modules.classObject("null.jar", "Both"));
		assertFails(HResult.E_UNEXPECTED, () -> this.modules.classObject("throws.jar", "Both"));
		assertFails(HResult.CO_E_ERRORINDLL, () -> this.modules.classObject("error.jar", "Both"));
	}

	private void misbehaving(String name, String body) throws IOException {
		new ModuleJar().attribute("Com-Module", "probe.Misbehaving").source("probe.Misbehaving", """
				import io.github.comspring.*;
				public class Misbehaving implements ComModule {
					public Object getClassObject(Clsid clsid) { %s }
				}
				""".formatted(body)).write(this.directory.resolve(name));
	}

	@Test
	@Tag("IP-06")
	void getClassObjectWhenThreadingModelIsUnknownThenUnusable() throws Exception {
		this.modules.jar("fancy.jar", "");
		assertFails(HResult.REGDB_E_BADTHREADINGMODEL, () -> this.modules.classObject("fancy.jar", "Fancy"));
		assertThat(ProbeModules.loads("fancy.jar")).isZero();
	}

	@Test
	@Tag("RG-09")
	void findWhenRelativeThenThroughTheSearchPath() throws Exception {
		Path jar = this.modules.jar("relative.jar", "");
		SearchPath path = new SearchPath(List.of(this.directory.resolve("nowhere"), this.directory));
		assertThat(path.find("relative.jar")).isEqualTo(jar.toRealPath());
		assertThat(path.find(jar.toString())).isEqualTo(jar.toRealPath());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> path.find("absent.jar"))
			.withMessageContaining(this.directory.toString())
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_DLLNOTFOUND));
	}

	static Probe create(ClassObject classObject) throws Exception {
		Object instance = classObject.apartment()
			.call(() -> ((ClassFactory<?>) classObject.target()).createInstance(Probe.class));
		return (Probe) classObject.apartment().enter(Probe.class, instance);
	}

	static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

}
