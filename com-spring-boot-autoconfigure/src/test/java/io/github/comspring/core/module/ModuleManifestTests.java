package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ModuleManifest}.
 */
@ExtendWith(NoLeftovers.class)
class ModuleManifestTests {

	private static final Clsid CLSID = new Clsid(Guid.random());

	@TempDir
	Path directory;

	@Test
	@Tag("SR-01")
	void readThenDescribesJarAndLoadsNothing() {
		Passage.clear();
		Path jar = write(ProbeModule.jar(CLSID)
			.attribute("Com-Classes", "Jar.Probe.1 " + CLSID + ", Jar.Other " + CLSID)
			.attribute("OLESelfRegister", ""));
		ModuleManifest manifest = ModuleManifest.read(jar);
		assertThat(manifest.moduleClass()).isEqualTo(ProbeModule.NAME);
		assertThat(manifest.interfaces()).containsExactly(Probe.class.getName(), Passage.class.getName());
		assertThat(manifest.classes())
			.isEqualTo(Map.of(new ProgId("Jar.Probe.1"), CLSID, new ProgId("Jar.Other"), CLSID));
		assertThat(manifest.selfRegistering()).isTrue();
		assertThat(Passage.points()).isEmpty();
	}

	@Test
	@Tag("SR-01")
	void readWhenAttributeHasAnyValueThenSelfRegistering() {
		assertThat(ModuleManifest.read(write(new ModuleJar().attribute("OLESelfRegister", "no"))).selfRegistering())
			.isTrue();
		assertThat(ModuleManifest.read(write(new ModuleJar().attribute("oleselfregister", ""))).selfRegistering())
			.isTrue();
		assertThat(ModuleManifest.read(write(new ModuleJar())).selfRegistering()).isFalse();
	}

	@Test
	void readWhenNothingIsSaidThenNothing() throws IOException {
		ModuleManifest nothing = new ModuleManifest(null, List.of(), Map.of(), false, List.of());
		assertThat(ModuleManifest.read(write(new ModuleJar()))).isEqualTo(nothing);
		Path bare = this.directory.resolve("bare.jar");
		zip(bare, "some.txt", "text");
		assertThat(ModuleManifest.read(bare)).isEqualTo(nothing);
	}

	@Test
	void readWhenFileIsMissingThenNotFound() {
		ModuleFixture.assertFails(HResult.CO_E_DLLNOTFOUND,
				() -> ModuleManifest.read(this.directory.resolve("none.jar")));
		ModuleFixture.assertFails(HResult.CO_E_DLLNOTFOUND, () -> ModuleManifest.read(this.directory));
	}

	@Test
	void readWhenFileIsNoJarThenError() throws IOException {
		Path text = Files.writeString(this.directory.resolve("text.jar"), "text");
		ModuleFixture.assertFails(HResult.CO_E_ERRORINDLL, () -> ModuleManifest.read(text));
		Path empty = Files.createFile(this.directory.resolve("empty.jar"));
		ModuleFixture.assertFails(HResult.CO_E_ERRORINDLL, () -> ModuleManifest.read(empty));
	}

	@Test
	void readWhenManifestIsMalformedThenError() throws IOException {
		Path jar = this.directory.resolve("bad.jar");
		zip(jar, "META-INF/MANIFEST.MF", "no colon here\n");
		ModuleFixture.assertFails(HResult.CO_E_ERRORINDLL, () -> ModuleManifest.read(jar));
	}

	@Test
	void readWhenClassesAreMalformedThenError() {
		for (String classes : new String[] { "Jar.Probe.1", CLSID.toString(), "Jar.Probe.1 {12}", "1Bad " + CLSID,
				"A.B " + CLSID + " C" }) {
			Path jar = write(new ModuleJar().attribute("Com-Classes", classes));
			ModuleFixture.assertFails(HResult.CO_E_ERRORINDLL, () -> ModuleManifest.read(jar));
		}
	}

	private Path write(ModuleJar jar) {
		return jar.writeTo(this.directory.resolve("probe.jar"));
	}

	private static void zip(Path file, String name, String text) throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
			out.putNextEntry(new ZipEntry(name));
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
	}

}
