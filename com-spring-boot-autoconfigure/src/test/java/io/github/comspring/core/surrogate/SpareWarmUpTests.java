package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpareWarmUp}.
 */
@ExtendWith(NoLeftovers.class)
class SpareWarmUpTests {

	private static final String CLASS = "io/github/comspring/core/surrogate/JarClassObject.class";

	@Test
	void loadThenTheClassesOfTheRuntime() throws IOException {
		assertThat(new SpareWarmUp(new RuntimeClasses().get()).load()).isGreaterThan(100);
	}

	@Test
	void rehearseThenServesAndLeavesNothing() {
		assertThatNoException().isThrownBy(() -> new SpareWarmUp(new RuntimeClasses().get()).rehearse());
	}

	@Test
	void rehearseWhenThereIsNoModuleThenFails(@TempDir Path directory) {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> new SpareWarmUp(directory.resolve("none.jar")).rehearse())
			.matches((ex) -> ex.hresult().equals(HResult.CO_E_DLLNOTFOUND));
	}

	@Test
	void loadWhenJarThenThoseThatThereAre(@TempDir Path directory) throws IOException {
		Path jar = directory.resolve("runtime.jar");
		try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
			Path present = files.getPath(CLASS);
			Files.createDirectories(present.getParent());
			Files.createFile(present);
			Files.createFile(present.resolveSibling("NoSuchClass.class"));
		}
		assertThat(new SpareWarmUp(jar).load()).isOne();
	}

	@Test
	void loadWhenNothingIsThereThenFails(@TempDir Path directory) {
		assertThatIOException().isThrownBy(() -> new SpareWarmUp(directory.resolve("none.jar")).load());
	}

}
