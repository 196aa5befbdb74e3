package sample.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.registry.DirectoryHive;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Loads a registry directory, a file for each ten classes, and resolves classes in it.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegistryBenchmark {

	@Param({ "100", "10000" })
	public int classes;

	private Path directory;

	private Clsid[] ids;

	private ComRegistry registry;

	private final Map<Clsid, Clsid> bare = new HashMap<>();

	private int next;

	@Setup
	public void write() throws IOException {
		this.directory = Files.createTempDirectory("registry");
		List<Guid> guids = Guid.block(this.classes);
		this.ids = guids.stream().map(Clsid::new).toArray(Clsid[]::new);
		Arrays.stream(this.ids).forEach((id) -> this.bare.put(id, id));
		for (int i = 0; i < this.classes; i += 10) {
			Files.writeString(this.directory.resolve("server" + i + ".yaml"), file(guids.subList(i, i + 10)));
		}
		this.registry = new ComRegistry(new MemoryHive("user"), hive(), new MemoryHive("application"));
	}

	private static String file(List<Guid> guids) {
		StringBuilder file = new StringBuilder("CLSID:\n");
		for (Guid guid : guids) {
			file.append("  \"").append(guid).append("\":\n    (default): A class\n");
			file.append("    InprocServer32:\n      (default): server.jar\n      ThreadingModel: Both\n");
		}
		return file.toString();
	}

	private Hive hive() {
		return new DirectoryHive("machine", this.directory, Duration.ofMillis(100), System::nanoTime);
	}

	@TearDown
	public void delete() throws IOException {
		try (var files = Files.walk(this.directory)) {
			files.sorted((left, right) -> right.compareTo(left)).forEach((file) -> {
				try {
					Files.delete(file);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.MILLISECONDS)
	public RegistryKey load() {
		return hive().root();
	}

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public ResolvedClass resolve() {
		this.next = (this.next + 79) % this.ids.length;
		return this.registry.resolve(this.ids[this.next]);
	}

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public Clsid bareHashMap() {
		this.next = (this.next + 79) % this.ids.length;
		return this.bare.get(this.ids[this.next]);
	}

}
