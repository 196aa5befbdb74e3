package io.github.comspring.registry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.UnreadableFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DirectoryHive}.
 */
class DirectoryHiveTests {

	@TempDir
	Path temp;

	@Test
	void filesAreMergedInOrderOfNamesAndLaterWins() throws IOException {
		write("20-b.yaml", "K: {a: two, c: three}");
		write("10-a.yml", "k: {A: one, b: one}");
		write("notes.txt", "K: {a: ignored}");
		write(".hidden.yaml", "K: {a: ignored}");
		RegistryKey key = hive().root().key("K");
		assertThat(key.value("a")).isEqualTo(new Sz("two"));
		assertThat(key.values()).containsOnlyKeys("A", "b", "c");
	}

	@Test
	void missingDirectoryIsEmptyAndCreatedByFirstWrite() {
		Path missing = this.temp.resolve("a").resolve("b");
		DirectoryHive hive = new DirectoryHive("machine", missing, Duration.ZERO, System::nanoTime);
		assertThat(hive.root().isEmpty()).isTrue();
		assertThat(hive.unreadableFiles()).isEmpty();
		assertThat(missing).doesNotExist();
		hive.edit((root) -> root.withValue("K", null, new Sz("v")));
		assertThat(missing.resolve("local.yaml")).hasContent("K:\n  (default): v\n");
		assertThat(hive.root().value("K", null)).isEqualTo(new Sz("v"));
	}

	@Test
	void rootIsSameUntilFileChanges() throws IOException {
		write("a.yaml", "K: {a: one}");
		DirectoryHive hive = hive();
		RegistryKey before = hive.root();
		assertThat(hive.root()).isSameAs(before);
		write("a.yaml", "K: {a: another}");
		assertThat(hive.root().value("K", "a")).isEqualTo(new Sz("another"));
		Files.delete(this.temp.resolve("a.yaml"));
		assertThat(hive.root().isEmpty()).isTrue();
	}

	@Test
	@Tag("RG-10")
	void changeByOthersIsSeenOnceTheIntervalHasPassed() throws IOException {
		AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);
		DirectoryHive hive = new DirectoryHive("machine", this.temp, Duration.ofNanos(100), clock::get);
		write("a.yaml", "K: {}");
		clock.addAndGet(99);
		assertThat(hive.root().isEmpty()).isTrue();
		clock.addAndGet(1);
		assertThat(hive.root().keys()).containsOnlyKeys("K");
	}

	@Test
	@Tag("RG-04")
	@Tag("RG-10")
	void fileThatCannotBeReadIsReportedAndHidesNoOther() throws IOException {
		write("a.yaml", "A: {}");
		write("b.yaml", "B:\n  c: [");
		write("c.yaml", "C: {}");
		DirectoryHive hive = hive();
		assertThat(hive.root().keys()).containsOnlyKeys("A", "C");
		List<UnreadableFile> unreadable = hive.unreadableFiles();
		assertThat(unreadable).singleElement().satisfies((file) -> {
			assertThat(file.file()).isEqualTo(this.temp.resolve("b.yaml"));
			assertThat(file.line()).isEqualTo(2);
			assertThat(file.toString()).contains("b.yaml:2: ");
		});
		assertThat(hive.root()).isSameAs(hive.root());
		write("b.yaml", "B: {c: d}");
		assertThat(hive.root().keys()).containsOnlyKeys("A", "B", "C");
		assertThat(hive.unreadableFiles()).isEmpty();
	}

	@Test
	@Tag("RG-04")
	void fileThatIsNoFileIsReportedAndRootStaysSame() throws IOException {
		Files.createDirectory(this.temp.resolve("a.yaml"));
		DirectoryHive hive = hive();
		assertThat(hive.unreadableFiles()).singleElement().satisfies((file) -> assertThat(file.line()).isZero());
		assertThat(hive.root()).isSameAs(hive.root());
	}

	@Test
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void pipeAndGiantFileAreReportedAndNotRead() throws Exception {
		new ProcessBuilder("mkfifo", this.temp.resolve("a.yaml").toString()).start().waitFor();
		try (RandomAccessFile giant = new RandomAccessFile(this.temp.resolve("b.yaml").toFile(), "rw")) {
			giant.setLength(1L << 40);
		}
		write("c.yaml", "C: {}");
		DirectoryHive hive = hive();
		assertThat(hive.root().keys()).containsOnlyKeys("C");
		assertThat(hive.unreadableFiles()).extracting(UnreadableFile::problem)
			.containsExactly("is no file", "has more than 16 MB");
	}

	/**
	 * Its own and what a link leads to: neither has an end, and the second one can be
	 * made by anybody.
	 */
	@Test
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void deviceIsReportedAndNotRead() throws Exception {
		Files.createSymbolicLink(this.temp.resolve("a.yaml"), Path.of("/dev/zero"));
		boolean made = new ProcessBuilder("mknod", this.temp.resolve("b.yaml").toString(), "c", "1", "5").start()
			.waitFor() == 0;
		write("c.yaml", "C: {}");
		DirectoryHive hive = hive();
		assertThat(hive.root().keys()).containsOnlyKeys("C");
		assertThat(hive.unreadableFiles()).hasSize(made ? 2 : 1)
			.allSatisfy((file) -> assertThat(file.problem()).isEqualTo("is no file"));
	}

	@Test
	@Tag("RG-04")
	void directoryThatCannotBeListedIsReportedAndKeepsWhatWasRead() throws IOException {
		write("hive/a.yaml", "A: {}");
		Path directory = this.temp.resolve("hive");
		DirectoryHive hive = new DirectoryHive("machine", directory, Duration.ZERO, System::nanoTime);
		Files.move(directory, this.temp.resolve("away"));
		Files.writeString(directory, "no directory");
		assertThat(hive.root().keys()).containsOnlyKeys("A");
		assertThat(hive.unreadableFiles()).singleElement()
			.satisfies((file) -> assertThat(file.file()).isEqualTo(directory));
		assertWriteFails(hive);
		Files.delete(directory);
		Files.move(this.temp.resolve("away"), directory);
		assertThat(hive.root().keys()).containsOnlyKeys("A");
		assertThat(hive.unreadableFiles()).isEmpty();
	}

	@Test
	void interruptedThreadReadsAllTheSame() throws IOException {
		write("a.yaml", "A: {}");
		DirectoryHive hive = hive();
		write("b.yaml", "B: {}");
		Thread.currentThread().interrupt();
		assertThat(hive.root().keys()).containsOnlyKeys("A", "B");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptedThreadDoesNotWrite() throws IOException {
		DirectoryHive hive = hive();
		Thread.currentThread().interrupt();
		assertWriteFails(hive);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(hive.root().isEmpty()).isTrue();
		hive.edit((root) -> root.withKey("K"));
		assertThat(hive.root().keys()).containsOnlyKeys("K");
	}

	@Test
	void othersGoOnWithOldTreeWhileOneThreadWrites() throws Exception {
		write("a.yaml", "A: {}");
		DirectoryHive hive = hive();
		CountDownLatch editing = new CountDownLatch(1);
		CountDownLatch read = new CountDownLatch(1);
		Thread writer = new Thread(() -> hive.edit((root) -> {
			editing.countDown();
			await(read);
			return root.withKey("B");
		}));
		writer.start();
		editing.await();
		assertThat(hive.root().keys()).containsOnlyKeys("A");
		read.countDown();
		writer.join();
		assertThat(hive.root().keys()).containsOnlyKeys("A", "B");
	}

	@Test
	void editsOfTwoHivesOnOneDirectoryWaitForEachOther() throws Exception {
		DirectoryHive first = hive();
		DirectoryHive second = hive();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread writer = new Thread(() -> addOneEach(second, 50));
		writer.setUncaughtExceptionHandler((thread, ex) -> failure.set(ex));
		writer.start();
		addOneEach(first, 50);
		writer.join();
		assertThat(failure.get()).isNull();
		assertThat(first.root().value("K", "count")).isEqualTo(new Dword(100));
	}

	@Test
	void editChangesValueInItsFileAndLeavesOtherFilesByteForByte() throws IOException {
		write("a.yaml", "# kept\nK: {a: one}\n");
		write("b.yaml", "K: {b: two}\n");
		DirectoryHive hive = hive();
		hive.edit("server.jar",
				(root) -> root.withValue("K", "b", new Sz("new"))
					.withValue("K", "c", new Sz("three"))
					.withValue("L", null, new Sz("four")));
		assertThat(this.temp.resolve("a.yaml")).hasContent("# kept\nK: {a: one}\n");
		assertThat(this.temp.resolve("b.yaml")).hasContent("K:\n  b: new\n");
		assertThat(this.temp.resolve("server.jar.yaml")).hasContent("K:\n  c: three\nL:\n  (default): four\n");
		assertThat(hive.sources()).containsOnlyKeys("a.yaml", "b.yaml", "server.jar.yaml");
		assertOnlyYamlIsLeft();
	}

	@Test
	void editThatEmptiesFileRemovesIt() throws IOException {
		write("a.yaml", "K: {}");
		DirectoryHive hive = hive();
		hive.edit("server", (root) -> root.withKey("L"));
		hive.edit((root) -> root.withoutKey("L"));
		assertThat(this.temp.resolve("server.yaml")).doesNotExist();
		assertThat(hive.root().keys()).containsOnlyKeys("K");
	}

	@Test
	void editThatChangesNothingWritesNothing() throws IOException {
		write("a.yaml", "K: {}");
		DirectoryHive hive = hive();
		RegistryKey before = hive.root();
		hive.edit((root) -> root);
		assertThat(hive.root()).isSameAs(before);
		assertThat(this.temp.resolve("local.yaml")).doesNotExist();
	}

	@Test
	void editNeverOverwritesFileThatCannotBeRead() throws IOException {
		write("local.yaml", "K: [");
		DirectoryHive hive = hive();
		assertWriteFails(hive);
		assertThat(this.temp.resolve("local.yaml")).hasContent("K: [");
		hive.edit("other", (root) -> root.withKey("L"));
		assertThat(hive.root().keys()).containsOnlyKeys("L");
	}

	@Test
	void editThatCouldNotBeReadBackIsRefused() throws IOException {
		write("a.yaml", "K: {}");
		DirectoryHive hive = hive();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> hive.edit((root) -> root.withKey("K" + "\\deeper".repeat(60))))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_WRITEREGDB));
		assertThat(this.temp.resolve("local.yaml")).doesNotExist();
		assertOnlyYamlIsLeft();
	}

	@Test
	void ownerIsMadeFileName() {
		DirectoryHive hive = hive();
		hive.edit("../.x y/\u00E4", (root) -> root.withKey("K"));
		hive.edit("o".repeat(300), (root) -> root.withKey("L"));
		assertThat(hive.sources()).containsOnlyKeys("-.-.x-y--.yaml", "o".repeat(100) + ".yaml");
	}

	@Test
	void originOfKeyIsItsFile() throws IOException {
		write("a.yaml", "CLSID: {x: {b: c}}");
		write("b.yaml", "CLSID: {X: {d: e}, y: {}}");
		ComRegistry registry = new ComRegistry(new MemoryHive("user"), hive(), new MemoryHive("application"));
		assertThat(registry.origins("CLSID\\X")).containsExactly("machine: a.yaml", "machine: b.yaml");
		assertThat(registry.origins("CLSID\\Y")).containsExactly("machine: b.yaml");
	}

	private DirectoryHive hive() {
		return new DirectoryHive("machine", this.temp, Duration.ZERO, System::nanoTime);
	}

	private void write(String name, String text) throws IOException {
		Path file = this.temp.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void assertOnlyYamlIsLeft() throws IOException {
		try (var files = Files.list(this.temp)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.allMatch((name) -> name.equals(".lock") || (name.endsWith(".yaml") && !name.startsWith(".")));
		}
	}

	private static void assertWriteFails(DirectoryHive hive) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> hive.edit((root) -> root.withKey("New")))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_WRITEREGDB));
	}

	private static void addOneEach(DirectoryHive hive, int times) {
		for (int i = 0; i < times; i++) {
			hive.edit((root) -> root.withValue("K", "count", new Dword(count(root) + 1)));
		}
	}

	private static int count(RegistryKey root) {
		return (root.value("K", "count") instanceof Dword dword) ? dword.number() : 0;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
