package io.github.comspring.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryHive}: a writer that is killed, and readers meanwhile.
 */
@Tag("load")
@Tag("RG-10")
@Tag("SR-05")
class DirectoryHiveCrashTests {

	private static final int READERS = 8;

	@TempDir
	Path temp;

	@BeforeEach
	void keepEachValueInItsOwnFile() throws IOException {
		for (String name : List.of("A", "B", "C")) {
			Files.writeString(this.temp.resolve(name + ".yaml"), name + ": {v: 0}\n");
		}
	}

	@RepeatedTest(3)
	void readersSeeWholeEditsOnlyAndKilledWriterLeavesOne() throws Exception {
		Process writer = start();
		Queue<RegistryKey> torn = new ConcurrentLinkedQueue<>();
		AtomicBoolean killed = new AtomicBoolean();
		List<Thread> readers = Stream.generate(() -> new Thread(() -> read(torn, killed))).limit(READERS).toList();
		readers.forEach(Thread::start);
		try {
			Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> number(hive().root().value("A", "v")) > 10);
		}
		finally {
			writer.destroyForcibly().waitFor();
			killed.set(true);
		}
		for (Thread reader : readers) {
			reader.join();
		}
		assertThat(torn).isEmpty();
		DirectoryHive after = hive();
		assertThat(isWhole(after.root())).as(after.root().toString()).isTrue();
		assertThat(after.unreadableFiles()).isEmpty();
		after.edit((root) -> TogglingWriter.all(root, -1));
		assertThat(hive().root().value("C", "v")).isEqualTo(new Dword(-1));
	}

	private void read(Queue<RegistryKey> torn, AtomicBoolean killed) {
		DirectoryHive hive = hive();
		while (!killed.get()) {
			RegistryKey root = hive.root();
			if (!isWhole(root)) {
				torn.add(root);
			}
			Thread.yield();
		}
	}

	private Process start() throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return new ProcessBuilder(java, "-Xshare:auto", "-cp", classPath, TogglingWriter.class.getName(),
				this.temp.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.redirectOutput(new File(this.temp.toFile(), "out.txt"))
			.start();
	}

	private DirectoryHive hive() {
		return new DirectoryHive("machine", this.temp, Duration.ZERO, System::nanoTime);
	}

	private static boolean isWhole(RegistryKey root) {
		RegistryValue first = root.value("A", "v");
		return first != null && Objects.equals(first, root.value("B", "v"))
				&& Objects.equals(first, root.value("C", "v"));
	}

	private static int number(RegistryValue value) {
		return ((Dword) value).number();
	}

}
