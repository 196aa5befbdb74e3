package sample.benchmarks.remote;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes a record of ten fields and decodes it again.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordCodecBenchmark {

	private static final Operation ECHO = RemotableInterface.of(ComEcho.class)
		.operations()
		.stream()
		.filter((each) -> each.method().getReturnType() == TenFields.class)
		.findFirst()
		.orElseThrow();

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ByteBuffer buffer = ByteBuffer.allocate(RecordCodec.ROOM);

	private TenFields fields = TenFields.sample();

	@Benchmark
	public Object recordByHand() {
		RecordCodec.write(this.fields, this.buffer.clear());
		return RecordCodec.read(this.buffer.flip());
	}

	@Benchmark
	public Object recordNdr() {
		NdrWriter out = new NdrWriter(NoPointers.INSTANCE);
		ECHO.writeResult(out, this.fields);
		return ECHO.readResult(new NdrReader(out.toBuffers().get(0), NoPointers.INSTANCE));
	}

	@Benchmark
	public Object recordJackson() {
		return this.mapper.readValue(this.mapper.writeValueAsBytes(this.fields), TenFields.class);
	}

	private enum NoPointers implements InterfacePointers {

		INSTANCE;

		@Override
		public byte[] marshal(Class<?> type, Object object) {
			throw new IllegalStateException("The record has no pointers");
		}

		@Override
		public Object unmarshal(Class<?> type, byte[] reference) {
			throw new IllegalStateException("The record has no pointers");
		}

	}

}
