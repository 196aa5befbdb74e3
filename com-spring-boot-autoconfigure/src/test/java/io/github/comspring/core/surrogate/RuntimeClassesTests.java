package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link RuntimeClasses}, {@link RuntimeJar} and {@link RuntimeCache}.
 */
class RuntimeClassesTests {

	@TempDir
	Path directory;

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void fileWhenAnotherUserHasTakenTheNameOfTheCacheThenACopyElsewhere() throws IOException {
		Path trap = Files.createDirectory(this.directory.resolve("trap"));
		Path link = Files.createSymbolicLink(this.directory.resolve(".cache"), trap);
		Path file = new RuntimeCache(link.resolve("comspring")).file("content", new byte[1]);
		assertThat(file).hasBinaryContent(new byte[1]);
		assertThat(trap).isEmptyDirectory();
	}

	@Test
	void getThenJarOfTheRuntimeAlone() throws IOException {
		URL classes = RuntimeClasses.class.getProtectionDomain().getCodeSource().getLocation();
		try (JarFile copy = new JarFile(classes(classes, "cache").get().toFile())) {
			assertThat(copy.stream().map(JarEntry::getName))
				.contains("io/github/comspring/HResult.class", "io/github/comspring/HResult.properties",
						"io/github/comspring/core/surrogate/SurrogateMain.class")
				.allMatch((name) -> name.matches("META-INF/.+|io/github/comspring/([^/]+|core/.+)"));
		}
	}

	@Test
	void getWhenJarOrDirectoryThenTheSameCopy() throws IOException {
		location();
		Path jar = this.directory.resolve("starter.jar");
		Path unpacked = this.directory.resolve("unpacked");
		try (JarFile file = new JarFile(jar.toFile())) {
			for (JarEntry each : file.stream().toList()) {
				Path target = unpacked.resolve(each.getName());
				Files.createDirectories(target.getParent());
				Files.copy(file.getInputStream(each), target);
			}
		}
		Path copy = classes(nested(jar), "cache").get();
		assertThat(classes(jar.toUri().toURL(), "cache").get()).isEqualTo(copy);
		assertThat(classes(unpacked.toUri().toURL(), "cache").get()).isEqualTo(copy);
	}

	@Test
	void deleteUnusedThenLastUsedArchivesAndTheirJarsStay() throws IOException {
		RuntimeCache cache = new RuntimeCache(this.directory);
		Instant now = Instant.now();
		List<Path> stay = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			stay.add(file("runtime-" + i + ".jar", now.minus(Duration.ofDays(90))));
			stay.add(file("runtime-" + i + "-0a.jsa", now.minus(Duration.ofDays(i))));
		}
		stay.add(file("other.txt", now.minus(Duration.ofDays(90))));
		stay.add(file("runtime-new.jar", now));
		stay.add(file("fresh-new.tmp", now));
		file("runtime-8-0a.jsa", now.minus(Duration.ofDays(8)));
		file("runtime-8.jar", now.minus(Duration.ofDays(8)));
		file("fresh-old.tmp", now.minus(Duration.ofDays(2)));
		cache.deleteUnused(now);
		assertThat(files()).containsExactlyInAnyOrderElementsOf(stay);
	}

	@Test
	void deleteUnusedWhenArchiveIsUnusedForAMonthThenGone() throws IOException {
		file("runtime-1-0a.jsa", Instant.now().minus(Duration.ofDays(31)));
		new RuntimeCache(this.directory).deleteUnused(Instant.now());
		assertThat(files()).isEmpty();
	}

	@Test
	void deleteUnusedWhenThereIsNoDirectoryThenNothing() {
		RuntimeCache cache = new RuntimeCache(this.directory.resolve("none"));
		assertThatNoException().isThrownBy(() -> cache.deleteUnused(Instant.now()));
	}

	private Path file(String name, Instant time) throws IOException {
		Path file = Files.createFile(this.directory.resolve(name));
		return Files.setLastModifiedTime(file, FileTime.from(time));
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	@Test
	void getWhenInsideAnotherJarThenCopyOfTheRuntimeAlone() throws IOException {
		try (JarFile copy = new JarFile(classes(location(), "cache").get().toFile())) {
			assertThat(copy.stream().map(JarEntry::getName)).containsExactlyInAnyOrder("META-INF/MANIFEST.MF",
					"META-INF/services/java.lang.System$LoggerFinder", "io/github/comspring/Any.class",
					"io/github/comspring/core/scm/Some.class");
		}
	}

	@Test
	void getWhenCopiedBeforeThenTheSameFile() throws IOException {
		Path copy = classes(location(), "cache").get();
		Object key = Files.readAttributes(copy, "unix:ino").get("ino");
		assertThat(classes(location(), "cache").get()).isEqualTo(copy);
		assertThat(Files.readAttributes(copy, "unix:ino").get("ino")).isEqualTo(key);
	}

	@Test
	void getWhenCopyIsDamagedOrGoneThenMadeAnew() throws IOException {
		Path copy = classes(location(), "cache").get();
		byte[] content = Files.readAllBytes(copy);
		Files.write(copy, new byte[] { 1 });
		RuntimeClasses classes = classes(location(), "cache");
		assertThat(classes.get()).hasBinaryContent(content);
		// Of the same size, after a surrogate was started from it
		content[content.length / 2] ^= 1;
		Files.write(copy, content);
		// The clock of a file system is coarse
		Files.setLastModifiedTime(copy, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
		content[content.length / 2] ^= 1;
		assertThat(classes.get()).hasBinaryContent(content);
		Files.delete(copy);
		assertThat(classes.get()).hasBinaryContent(content);
	}

	@Test
	void getWhenSeveralAtOnceThenOneFileAndNoneBesides() throws Exception {
		URL location = location();
		CyclicBarrier together = new CyclicBarrier(8);
		List<FutureTask<Path>> tasks = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			FutureTask<Path> task = new FutureTask<>(() -> {
				RuntimeClasses classes = classes(location, "cache");
				together.await();
				return classes.get();
			});
			new Thread(task).start();
			tasks.add(task);
		}
		Set<Path> copies = new HashSet<>();
		for (FutureTask<Path> each : tasks) {
			copies.add(each.get());
		}
		try (Stream<Path> files = Files.list(this.directory.resolve("cache"))) {
			assertThat(files).containsExactlyElementsOf(copies);
		}
	}

	@Test
	void getWhenThereIsNoPlaceForCachesThenTemporaryFile() throws IOException {
		Files.writeString(this.directory.resolve("file"), "no directory");
		Path copy = classes(location(), "file/cache").get();
		assertThat(copy).isRegularFile();
		Files.delete(copy);
		Files.delete(copy.getParent());
	}

	@Test
	void getWhenNoClassesThenCreateProcessFailure() throws IOException {
		URL empty = nested(Files.createFile(this.directory.resolve("empty.jar")));
		for (URL location : new URL[] { empty, URI.create("http://localhost:1/").toURL(), null }) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> classes(location, "cache").get())
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CREATEPROCESS_FAILURE));
		}
	}

	@Test
	void cacheIsWhereTheUserHasCaches() {
		assertThat(RuntimeCache.of((name) -> null, "/home/anna", "anna").directory())
			.isEqualTo(Path.of("/home/anna/.cache/comspring"));
		assertThat(RuntimeCache.of((name) -> "/caches", "/home/anna", "anna").directory())
			.isEqualTo(Path.of("/caches/comspring"));
		assertThat(RuntimeCache.of((name) -> "relative", "/home/anna", "anna").directory())
			.isEqualTo(Path.of("/home/anna/.cache/comspring"));
	}

	@Test
	void cacheOfRootIsWhereAllUsersReadIt() throws IOException {
		assertThat(RuntimeCache.of((name) -> null, "/root", "root").directory())
			.isEqualTo(Path.of("/var/cache/comspring"));
		Path file = new RuntimeCache(this.directory.resolve("cache")).file("content", new byte[1]);
		assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
	}

	private RuntimeClasses classes(URL location, String cache) {
		return new RuntimeClasses(location, new RuntimeJar(new RuntimeCache(this.directory.resolve(cache))));
	}

	private URL location() throws IOException {
		Path jar = this.directory.resolve("starter.jar");
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
			for (String each : List.of("META-INF/spring.factories", "io/github/comspring/core/scm/Some.class",
					"io/github/comspring/Any.class", "io/github/comspring/beans/Bean.class", "other/Other.class")) {
				out.putNextEntry(new JarEntry(each));
				out.write(each.getBytes());
			}
		}
		return nested(jar);
	}

	private static URL nested(Path jar) throws MalformedURLException {
		return URI.create("jar:" + jar.toUri() + "!/").toURL();
	}

}
