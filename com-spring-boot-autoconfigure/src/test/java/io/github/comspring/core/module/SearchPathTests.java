package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SearchPath}.
 */
class SearchPathTests {

	@TempDir
	Path directory;

	private Path first;

	private Path second;

	private SearchPath searchPath;

	@BeforeEach
	void create() throws IOException {
		this.directory = this.directory.toRealPath();
		this.first = Files.createDirectory(this.directory.resolve("first"));
		this.second = Files.createDirectory(this.directory.resolve("second"));
		this.searchPath = new SearchPath(List.of(this.first, this.second));
	}

	@Test
	@Tag("RG-09")
	void findWhenBareNameThenFirstDirectoryThatHasIt() throws IOException {
		Path inSecond = Files.createFile(this.second.resolve("a.jar"));
		assertThat(this.searchPath.find("a.jar")).isEqualTo(inSecond);
		Path inFirst = Files.createFile(this.first.resolve("a.jar"));
		assertThat(this.searchPath.find("a.jar")).isEqualTo(inFirst);
	}

	@Test
	@Tag("RG-09")
	void findWhenRelativePathThenBelowDirectory() throws IOException {
		Files.createDirectory(this.second.resolve("sub"));
		Path jar = Files.createFile(this.second.resolve("sub/a b.jar"));
		assertThat(this.searchPath.find("sub/a b.jar")).isEqualTo(jar);
	}

	@Test
	void findWhenAbsoluteThenThatFileAlone() throws IOException {
		Files.createFile(this.first.resolve("a.jar"));
		Path jar = Files.createFile(this.directory.resolve("a.jar"));
		assertThat(this.searchPath.find(jar.toString())).isEqualTo(jar);
	}

	@Test
	void findWhenReachedByLinksAndDotsThenTheFileItself() throws IOException {
		Path jar = Files.createFile(this.first.resolve("a.jar"));
		Files.createSymbolicLink(this.second.resolve("link.jar"), jar);
		assertThat(this.searchPath.find("link.jar")).isEqualTo(jar);
		assertThat(this.searchPath.find("../first/./a.jar")).isEqualTo(jar);
	}

	@Test
	@Tag("RG-09")
	void findWhenNowhereThenNotFoundNamingThePlaces() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.searchPath.find("a.jar"))
			.withMessageContainingAll(this.first.resolve("a.jar").toString(), this.second.resolve("a.jar").toString(),
					Path.of("a.jar").toAbsolutePath().toString())
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_DLLNOTFOUND));
	}

	@Test
	void findWhenDirectoryOrNoPathThenNotFound() {
		for (String name : List.of(this.first.toString(), "a\0.jar")) {
			ModuleFixture.assertFails(HResult.CO_E_DLLNOTFOUND, () -> this.searchPath.find(name));
		}
	}

}
