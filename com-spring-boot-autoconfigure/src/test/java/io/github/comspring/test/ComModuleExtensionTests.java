package io.github.comspring.test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Mortal;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ComModuleExtension}, called as JUnit does, since most of them are
 * about failures.
 */
@ExtendWith(NoLeftovers.class)
class ComModuleExtensionTests {

	private static final Clsid CLASS = Clsid.of("{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E711}");

	private static final long HERE = ProcessHandle.current().pid();

	@TempDir
	Path directory;

	private final ExtensionContext context = mock();

	private ComModuleExtension module;

	@BeforeEach
	void prepare() {
		willReturn(ComModuleExtensionTests.class).given(this.context).getRequiredTestClass();
		this.module = ComModuleExtension.ofJar(jar());
	}

	private Path jar() {
		return MortalJar.write(CLASS, "Desk.Mortal.1", this.directory.resolve("mortal.jar"));
	}

	private void begin() throws IOException {
		this.module.beforeAll(this.context);
		this.module.beforeEach(this.context);
	}

	private void end() throws IOException {
		this.module.afterEach(this.context);
		this.module.afterAll(this.context);
	}

	private void assertRunsInBothPlaces() {
		try (ComPointer<Mortal> here = this.module.inProcess().createInstance("Desk.Mortal", Mortal.class);
				ComPointer<Mortal> there = this.module.inSurrogate().createInstance(CLASS, Mortal.class)) {
			assertThat(here.get().pid()).isEqualTo(HERE);
			assertThat(there.get().pid()).isNotEqualTo(HERE);
		}
	}

	@Test
	void jarThenInBothPlaces() throws IOException {
		begin();
		assertRunsInBothPlaces();
		end();
	}

	@Test
	void classesThenPackedWithWhatTheirManifestLacks() throws Exception {
		try (URLClassLoader compiled = compiled("Com-Classes: Desk.Mortal.1 " + CLASS + "\r\n")) {
			this.module = ComModuleExtension
				.ofClasses(compiled.loadClass("hosted.MortalModule").asSubclass(ComModule.class), Mortal.class);
			begin();
			assertRunsInBothPlaces();
			end();
		}
	}

	@Test
	void classesWhenModuleHasLibrariesThenTheirPlacesAreOnItsClassPath() throws Exception {
		try (URLClassLoader compiled = compiled("")) {
			Path jar = new ModuleArchive(compiled.loadClass("hosted.MortalModule").asSubclass(ComModule.class),
					List.of(Mortal.class))
				.in(this.directory);
			try (JarFile packed = new JarFile(jar.toFile())) {
				assertThat(packed.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH).split(" "))
					.contains(place(Mortal.class), place(Test.class))
					.doesNotContain(place(ComModule.class));
			}
		}
	}

	private static String place(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toUri().toString();
	}

	/**
	 * Returns a class loader with the directory of a module that is not packed.
	 */
	private URLClassLoader compiled(String manifest) throws IOException {
		try (Stream<Path> made = Files.list(this.directory)) {
			Path classes = made.filter(Files::isDirectory).findFirst().orElseThrow();
			Files.createDirectory(classes.resolve("META-INF"));
			Files.writeString(classes.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\r\n" + manifest);
			return new URLClassLoader(new URL[] { classes.toUri().toURL() }, getClass().getClassLoader());
		}
	}

	@Test
	void pointersAreLeftOpenThenTestFailsWithTheirPlacesAndNextOneDoesNot() throws IOException {
		begin();
		ComPointer<Mortal> forgotten = this.module.inSurrogate().createInstance(CLASS, Mortal.class);
		ComPointer<Mortal> second = forgotten.addRef();
		ComPointer<Mortal> third = second.queryInterface(Mortal.class);
		assertThat(third.isSameObject(forgotten)).isTrue();
		second.close();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.module.afterEach(this.context))
			.withMessageContaining("Pointers were not closed")
			.withMessageContaining("Desk.Mortal.1 " + CLASS)
			.satisfies((error) -> assertThat(error.getSuppressed()).hasSize(2)
				.allSatisfy((place) -> assertThat(place).hasStackTraceContaining("pointersAreLeftOpen")));
		assertThatExceptionOfType(ComException.class).isThrownBy(third::get)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
		end();
	}

	@Test
	void nestedClassEndsThenSurrogateStaysForTheOuterOne() throws IOException {
		begin();
		this.module.beforeAll(this.context);
		long nested = pid();
		end();
		assertThat(pid()).isEqualTo(nested);
		this.module.afterAll(this.context);
		assertThat(ProcessHandle.of(nested)).isEmpty();
	}

	private long pid() {
		try (ComPointer<Mortal> pointer = this.module.inSurrogate().createInstance(CLASS, Mortal.class)) {
			return pointer.get().pid();
		}
	}

	@Test
	void testEndsTheSurrogateItselfThenNoLeftover() throws IOException {
		begin();
		try (ComPointer<Mortal> pointer = this.module.inSurrogate().createInstance(CLASS, Mortal.class)) {
			assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> pointer.get().haltOnce(this.directory.resolve("halted").toString()))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
		}
		assertThat(pid()).isPositive();
		end();
	}

	@Test
	void surrogateEndsInBadOrderThenFails() throws IOException {
		this.module = ComModuleExtension.ofJar(MortalJar.write(CLASS, "Desk.Mortal.1",
				"Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(3)));",
				this.directory.resolve("bad.jar")));
		begin();
		long pid = pid();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this::end)
			.withMessageStartingWith("The tests left behind: surrogate " + pid + ", which exited with code 3");
	}

	@Test
	void moduleStartsProcessThatStaysThenFails() throws IOException {
		this.module = ComModuleExtension.ofJar(MortalJar.write(CLASS, "Desk.Mortal.1", """
				try {
					new ProcessBuilder("sleep", "600").start();
				}
				catch (IOException ex) {
					throw new java.io.UncheckedIOException(ex);
				}
				""", this.directory.resolve("parent.jar")));
		begin();
		long pid = pid();
		List<ProcessHandle> children = ProcessHandle.of(pid).orElseThrow().children().toList();
		assertThat(children).hasSize(1);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this::end)
			.withMessage("The tests left behind: process " + children.get(0).pid()
					+ ", which the module started in surrogate " + pid);
		children.get(0).onExit().join();
	}

	@Test
	void extensionIsNoStaticFieldThenSaysSo() {
		assertThatExceptionOfType(ExtensionConfigurationException.class)
			.isThrownBy(() -> this.module.beforeEach(this.context))
			.withMessageContaining("static");
	}

	@Test
	void jarIsMissingThenFailsAndNothingIsLeft() throws IOException {
		this.module = ComModuleExtension.ofJar(this.directory.resolve("none.jar"));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.module.beforeAll(this.context))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_DLLNOTFOUND));
		this.module.afterAll(this.context);
	}

}
