package sample.benchmarks.remote;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What references cost: a call with a callback in it, and the release of many pointers.
 * Warm late: both processes compile more of object RPC for it than for any other call.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReferenceBenchmark {

	@Param("RAW_UNIX")
	public PeerKind peer;

	private ReferencePeer client;

	@Setup
	public void start() throws Exception {
		this.client = (ReferencePeer) this.peer.connect(RunningServer.given().address());
		if (this.client.addAsked(20, 22) != 42) {
			throw new IllegalStateException(this.peer + " cannot be called back");
		}
	}

	/**
	 * Pins both processes once they are warm, as {@link RemoteCallBenchmark} does.
	 */
	@Setup(Level.Iteration)
	public void pin(IterationParams iteration) throws Exception {
		if (iteration.getType() == IterationType.MEASUREMENT) {
			Pinning.TOGETHER.apply(RunningServer.given());
		}
	}

	@TearDown
	public void stop() throws Exception {
		this.client.close();
	}

	@Benchmark
	public int callWithCallback() throws Exception {
		return this.client.addAsked(20, 22);
	}

	@Benchmark
	public void release(Pointers pointers) throws Exception {
		this.client.release();
	}

	/**
	 * Pointers for each release.
	 */
	@State(Scope.Thread)
	public static class Pointers {

		private static final int COUNT = 1000;

		private long messages;

		private long releases;

		private long before;

		@Setup(Level.Invocation)
		public void hold(ReferenceBenchmark benchmark) throws Exception {
			benchmark.client.hold(COUNT);
			this.before = benchmark.client.messages();
		}

		@TearDown(Level.Invocation)
		public void count(ReferenceBenchmark benchmark) throws Exception {
			this.messages += benchmark.client.messages() - this.before - 1;
			this.releases++;
		}

		@TearDown
		public void print(ReferenceBenchmark benchmark) {
			if (this.messages > 0) {
				System.out.printf(Locale.ROOT,
						"%n%s: %.2f messages for the release of %d pointers, one to wait for it%n", benchmark.peer,
						(double) this.messages / this.releases, COUNT);
			}
		}

	}

}
