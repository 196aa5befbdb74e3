package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryHive}: ten thousand classes.
 */
class LargeHiveTests {

	private static final int CLASSES = 10_000;

	@TempDir
	Path temp;

	@ParameterizedTest
	@ValueSource(ints = { 1, 1000 })
	void tenThousandClassesAreLoadedAndFilesThatDoNotChangeAreNotReadAgain(int files) throws IOException {
		for (int i = 0; i < files; i++) {
			Files.write(this.temp.resolve(i + ".yaml"), new YamlPrinter().print(classes(i, files)));
		}
		DirectoryHive hive = new DirectoryHive("machine", this.temp, Duration.ZERO, System::nanoTime);
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), hive, new MemoryHive("application"));
		assertThat(hive.root().key("CLSID").keys()).hasSize(CLASSES);
		assertThat(registry.clsid("Many.Class4321")).isEqualTo(clsid(4321));
		RegistryKey before = hive.sources().get("0.yaml");
		hive.edit((root) -> root.withKey("New"));
		assertThat(hive.sources().get("0.yaml")).isSameAs(before);
		assertThat(hive.root().keys()).containsKey("New");
	}

	private static RegistryKey classes(int file, int files) {
		RegistryKey tree = RegistryKey.EMPTY;
		for (int i = file; i < CLASSES; i += files) {
			String key = "CLSID\\" + clsid(i);
			tree = tree.withValue(key, null, text("Class " + i))
				.withValue(key + "\\InprocServer32", null, text("/opt/modules/class" + i + ".jar"))
				.withValue(key + "\\InprocServer32", "ThreadingModel", text("Both"))
				.withValue(key + "\\ProgID", null, text("Many.Class" + i))
				.withValue("Many.Class" + i + "\\CLSID", null, text(clsid(i).toString()));
		}
		return tree;
	}

	private static Sz text(String text) {
		return new Sz(text);
	}

	private static Clsid clsid(int i) {
		return new Clsid(new Guid(0x1234_5678_9ABC_4000L, i));
	}

}
