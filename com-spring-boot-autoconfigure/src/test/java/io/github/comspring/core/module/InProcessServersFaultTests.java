package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what {@link InProcessServers} does with jars that do not work.
 */
@ExtendWith(NoLeftovers.class)
class InProcessServersFaultTests {

	private static final String EMPTY_MODULE = """
			package jar;
			public final class ProbeModule implements io.github.comspring.ComModule {
				%s
				public Object getClassObject(io.github.comspring.Clsid clsid) {
					return null;
				}
			}
			""";

	@TempDir
	Path directory;

	private final Clsid clsid = new Clsid(Guid.random());

	private Path jar;

	private ModuleFixture fixture;

	@BeforeEach
	void open() {
		this.jar = this.directory.resolve("probe.jar");
		this.fixture = new ModuleFixture(this.directory);
		this.fixture.register(this.clsid, "probe.jar", "Apartment");
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("IP-02")
	void createWhenJarIsMissingThenNotFound() {
		assertFailsUntilRepaired(HResult.CO_E_DLLNOTFOUND);
	}

	@Test
	@Tag("IP-02")
	void createWhenJarIsCorruptThenError() throws IOException {
		Files.writeString(this.jar, "no jar");
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenManifestHasNoModuleThenError() {
		new ModuleJar().writeTo(this.jar);
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenModuleClassIsMissingThenError() {
		new ModuleJar().attribute("Com-Module", ProbeModule.NAME).writeTo(this.jar);
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenModuleClassIsNoModuleThenError() {
		module("package jar; public final class ProbeModule { }");
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenModuleHasNoUsableConstructorThenError() {
		module(EMPTY_MODULE.formatted("public ProbeModule(int one) { }"));
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenStaticInitialiserThrowsThenError() {
		module(EMPTY_MODULE.formatted("static int one = Integer.parseInt(\"one\");"));
		assertFailsUntilRepaired(HResult.CO_E_ERRORINDLL);
	}

	@Test
	@Tag("IP-02")
	void createWhenConstructorThrowsThenErrorNamesJarAndReason() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		ComException reason = new ComException(HResult.E_ACCESSDENIED, "No licence file");
		Passage.on("construct", () -> {
			throw reason;
		});
		assertFails(HResult.CO_E_ERRORINDLL, "probe.jar", "No licence file");
		assertFails(HResult.CO_E_ERRORINDLL, "probe.jar", "No licence file");
		Passage.clear();
		assertThat(this.fixture.use(this.clsid)).isOne();
	}

	@Test
	void createWhenModuleReturnsNullThenClassNotAvailable() {
		module(EMPTY_MODULE.formatted(""));
		assertFails(HResult.CLASS_E_CLASSNOTAVAILABLE, "probe.jar", this.clsid.toString());
		assertNothingIsHeld();
	}

	@Test
	void createWhenEntryPointThrowsThenUnexpectedOrAsThrown() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		Passage.on("getClassObject", () -> {
			throw new IllegalStateException("Not today");
		});
		assertFails(HResult.E_UNEXPECTED, "probe.jar", "Not today");
		Passage.on("getClassObject", () -> {
			throw new ComException(HResult.CLASS_E_NOTLICENSED, "Not here");
		});
		assertFails(HResult.CLASS_E_NOTLICENSED, "Not here");
		assertNothingIsHeld();
	}

	@Test
	void createWhenEntryPointDoesNotLinkThenError() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		Passage.on("getClassObject", () -> {
			throw new NoClassDefFoundError("jar/Gone");
		});
		assertFails(HResult.CO_E_ERRORINDLL, "probe.jar", "jar/Gone");
		assertNothingIsHeld();
	}

	@Test
	@Tag("IP-06")
	void createWhenThreadingModelIsUnknownThenBadThreadingModel() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		this.fixture.register(this.clsid, "probe.jar", "Fancy");
		assertFails(HResult.REGDB_E_BADTHREADINGMODEL, "Fancy");
		assertThat(Passage.points()).isEmpty();
		assertThat(this.fixture.loaded()).isEmpty();
	}

	@Test
	void createWhenGuardRefusesThenNoCodeOfTheJarRuns() {
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		try (ModuleFixture guarded = new ModuleFixture(this.directory, (activation) -> {
			throw new ComException(HResult.E_ACCESSDENIED, "Nobody may");
		})) {
			guarded.register(this.clsid, "probe.jar", "Both");
			ModuleFixture.assertFails(HResult.E_ACCESSDENIED, () -> guarded.create(this.clsid));
			assertThat(Passage.points()).isEmpty();
			assertThat(guarded.loaded()).isEmpty();
		}
	}

	private void module(String source) {
		new ModuleJar().source(ProbeModule.NAME, source).attribute("Com-Module", ProbeModule.NAME).writeTo(this.jar);
	}

	private void assertFailsUntilRepaired(HResult expected) {
		assertFails(expected, "probe.jar");
		assertFails(expected, "probe.jar");
		assertThat(this.fixture.loaded()).isEmpty();
		assertThat(NoLeftovers.openJars()).isEmpty();
		ProbeModule.jar(this.clsid).writeTo(this.jar);
		assertThat(this.fixture.use(this.clsid)).isOne();
	}

	private void assertFails(HResult expected, String... texts) {
		ModuleFixture.assertFails(expected, () -> {
			try {
				this.fixture.create(this.clsid);
			}
			catch (ComException ex) {
				assertThat(ex).hasMessageContainingAll(texts);
				throw ex;
			}
		});
	}

	/**
	 * The jar can go, so no failed activation holds it.
	 */
	private void assertNothingIsHeld() {
		assertThat(this.fixture.modules.modules()).singleElement()
			.satisfies((module) -> assertThat(module.classObjects()).isEmpty());
		assertThat(this.fixture.references("probe.jar")).isZero();
	}

}
