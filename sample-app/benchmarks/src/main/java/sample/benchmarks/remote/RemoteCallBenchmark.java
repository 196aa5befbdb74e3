package sample.benchmarks.remote;

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
 * Calls a server in another process. {@link PeerClientMain} warms it up and runs it for
 * latency and throughput.
 */
@State(Scope.Benchmark)
@Fork(0)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RemoteCallBenchmark {

	@Param
	public PeerKind peer;

	@Param
	public Operation operation;

	@Param("FREE")
	public Pinning pinning;

	private RunningServer server;

	private Peer client;

	@Setup
	public void start() throws Exception {
		this.server = RunningServer.given();
		this.client = this.peer.connect(this.server.address());
		Object answer = this.operation.call(this.client);
		if (!this.operation.answeredBy(answer)) {
			throw new IllegalStateException(this.peer + " answers " + this.operation + " with " + answer);
		}
	}

	/**
	 * Pins both processes once they are warm: before, the compilers need the other core.
	 */
	@Setup(Level.Iteration)
	public void pin(IterationParams iteration) throws Exception {
		if (iteration.getType() == IterationType.MEASUREMENT) {
			this.pinning.apply(this.server);
		}
	}

	@TearDown
	public void stop() throws Exception {
		this.client.close();
	}

	@Benchmark
	public Object call() throws Exception {
		return this.operation.call(this.client);
	}

}
