package sample.benchmarks.remote;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

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
 * Reads a stream of 64 MiB from a server in another process, in steps of 64 KiB.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StreamBenchmark {

	private static final long LENGTH = 64L << 20;

	@Param("RAW_UNIX")
	public PeerKind peer;

	private final byte[] buffer = new byte[64 << 10];

	private StreamPeer client;

	@Setup
	public void start() throws Exception {
		this.client = (StreamPeer) this.peer.connect(RunningServer.given().address());
	}

	@TearDown
	public void stop() throws Exception {
		this.client.close();
	}

	@Benchmark
	public long read() throws Exception {
		long length = 0;
		try (InputStream stream = this.client.open(LENGTH)) {
			for (int count = stream.read(this.buffer); count >= 0; count = stream.read(this.buffer)) {
				length += count;
			}
		}
		if (length != LENGTH) {
			throw new IOException("The stream ended after " + length + " bytes");
		}
		return length;
	}

}
