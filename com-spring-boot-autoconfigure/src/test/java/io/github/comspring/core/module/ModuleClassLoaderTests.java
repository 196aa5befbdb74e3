package io.github.comspring.core.module;

import java.net.URL;
import java.nio.file.Path;
import java.util.Set;

import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ModuleClassLoader}.
 */
@ExtendWith(NoLeftovers.class)
class ModuleClassLoaderTests {

	private static final ClassLoader CLIENTS = ModuleClassLoaderTests.class.getClassLoader();

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

	@Test
	@Tag("IP-03")
	void loadWhenJarsHaveClassesOfSameNameThenNeitherSeesTheOther() {
		Clsid one = version("1");
		Clsid two = version("2");
		try (ComPointer<Probe> first = this.fixture.create(one); ComPointer<Probe> second = this.fixture.create(two)) {
			assertThat(first.get().reply("version")).isEqualTo(new Probe.Reply("version 1"));
			assertThat(second.get().reply("version")).isEqualTo(new Probe.Reply("version 2"));
			assertThat(first.get().call()).isOne();
			assertThat(second.get().call()).isOne();
			assertThat(first.get().getClass()).isNotSameAs(second.get().getClass());
		}
	}

	@Test
	@Tag("IP-03")
	void loadWhenSeveralClassesOfOneJarThenTheyShareStatics() {
		Clsid other = new Clsid(Guid.random());
		Clsid clsid = version("1", other);
		this.fixture.register(other, "v1.jar", "Both");
		assertThat(this.fixture.use(clsid)).isOne();
		assertThat(this.fixture.use(other)).isEqualTo(2);
		assertThat(this.fixture.loaded()).containsExactly(Path.of("v1.jar"));
	}

	private Clsid version(String version, Clsid... others) {
		Clsid clsid = new Clsid(Guid.random());
		String jar = "v" + version + ".jar";
		ProbeModule.jar(clsid, version, others).writeTo(this.directory.resolve(jar));
		this.fixture.register(clsid, jar, "Both");
		return clsid;
	}

	@Test
	@Tag("IP-03")
	void loadClassThenRuntimeSharedTypesAndOwnClassesAlone() throws Exception {
		Path jar = ProbeModule.jar(new Clsid(Guid.random())).writeTo(this.directory.resolve("probe.jar"));
		URL url = jar.toUri().toURL();
		try (ModuleClassLoader loader = new ModuleClassLoader("probe", url, CLIENTS, Set.of(Probe.class.getName()),
				null)) {
			assertThat(loader.loadClass(ProbeModule.NAME).getClassLoader()).isSameAs(loader);
			assertThat(loader.loadClass(Probe.class.getName())).isSameAs(Probe.class);
			assertThat(loader.loadClass(ComModule.class.getName())).isSameAs(ComModule.class);
			assertThat(loader.loadClass(Apartment.class.getName())).isSameAs(Apartment.class);
			assertThat(loader.loadClass(java.sql.Connection.class.getName())).isSameAs(java.sql.Connection.class);
			assertInvisible(loader, Probe.Reply.class.getName());
			assertInvisible(loader, Test.class.getName());
			assertInvisible(loader, "org.springframework.context.ApplicationContext");
			assertInvisible(loader, "io.github.comspring.registry.DirectoryHive");
			assertThat(loader.getResource("io/github/comspring/fixture/Probe.class")).isNull();
		}
	}

	@Test
	void loadClassWhenOnClassPathOfManifestThenFound() throws Exception {
		Path library = new ModuleJar().source("lib.Text", "package lib; public class Text { }")
			.writeTo(this.directory.resolve("lib.jar"));
		Path jar = new ModuleJar().attribute("Class-Path", "lib.jar").writeTo(this.directory.resolve("probe.jar"));
		try (ModuleClassLoader loader = new ModuleClassLoader("probe", jar.toUri().toURL(), CLIENTS, Set.of(), null)) {
			assertThat(loader.loadClass("lib.Text").getClassLoader()).isSameAs(loader);
		}
		assertThat(library).exists();
	}

	private static void assertInvisible(ClassLoader loader, String name) {
		assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> loader.loadClass(name));
	}

}
