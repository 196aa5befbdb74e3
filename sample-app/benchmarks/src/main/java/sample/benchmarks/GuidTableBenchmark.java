package sample.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.Guid;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Looks up class ids in a table of 100,000: consecutive ones, which must not cluster, and
 * random ones.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuidTableBenchmark {

	private static final int COUNT = 100_000;

	@Param({ "random", "consecutive" })
	public String ids;

	private Clsid[] keys;

	private final Map<Clsid, Integer> table = new HashMap<>();

	private int next;

	@Setup
	public void fill() {
		List<Guid> guids = this.ids.equals("random") ? Stream.generate(Guid::random).limit(COUNT).toList()
				: Guid.block(COUNT);
		this.keys = guids.stream().map(Clsid::new).toArray(Clsid[]::new);
		for (int i = 0; i < COUNT; i++) {
			this.table.put(this.keys[i], i);
		}
	}

	@Benchmark
	public int lookUp() {
		this.next = (this.next + 7919) % COUNT;
		return this.table.get(this.keys[this.next]);
	}

}
