package io.github.comspring.core.orpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Kept;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Streams as results and arguments.
 */
@ExtendWith(NoLeftovers.class)
class RemoteStreamTests {

	/** How much of a stream passes in one call. */
	private static final int PIECE = OrpcSettings.DEFAULT.streamPiece();

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final TapsObject object = new TapsObject();

	private Taps taps;

	@BeforeEach
	void export() {
		this.taps = TwoProcesses.remote(this.processes.server(), this.processes.client(), Taps.class, this.object);
	}

	@Test
	void readThenPiecesAndEnd() throws IOException {
		this.object.source = new ByteArrayInputStream(new byte[] { 1, (byte) 0xFF, 3 });
		try (InputStream in = this.taps.source()) {
			assertThat(in.read()).isEqualTo(1);
			assertThat(in.available()).isEqualTo(2);
			assertThat(in.read()).isEqualTo(0xFF);
			assertThat(in.read(new byte[8], 2, 6)).isEqualTo(1);
			assertThat(in.read(new byte[0])).isZero();
			assertThat(in.read()).isEqualTo(-1);
			assertThat(in.available()).isZero();
			assertThat(in.read()).isEqualTo(-1);
		}
	}

	@Test
	void writeThenArrivesOnFlushAndClose() throws IOException {
		try (OutputStream out = this.taps.sink()) {
			out.write(new byte[] { 0, 1, 2, 3 }, 1, 2);
			assertThat(this.object.sink.toByteArray()).isEmpty();
			out.flush();
			assertThat(this.object.sink.toByteArray()).containsExactly(1, 2);
			out.write(4);
		}
		assertThat(this.object.sink.toByteArray()).containsExactly(1, 2, 4);
	}

	@Test
	void sixtyFourMebibytesThenInPieces() throws IOException {
		long size = 64L << 20;
		AtomicInteger largest = new AtomicInteger();
		this.object.source = new InputStream() {

			private long left = size;

			@Override
			public int read() {
				throw new UnsupportedOperationException();
			}

			@Override
			public int read(byte[] target, int offset, int length) {
				largest.accumulateAndGet(length, Math::max);
				int count = (int) Math.min(length, this.left);
				this.left -= count;
				return (count > 0) ? count : -1;
			}

		};
		AtomicLong total = new AtomicLong();
		try (InputStream in = this.taps.source()) {
			byte[] buffer = new byte[1 << 20];
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				total.addAndGet(count);
			}
		}
		assertThat(total).hasValue(size);
		assertThat(largest).hasValueLessThanOrEqualTo(PIECE);
	}

	@Test
	void failingStreamThenIoException() throws IOException {
		this.object.source = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("the disk is on fire");
			}

		};
		try (InputStream in = this.taps.source()) {
			assertThatIOException().isThrownBy(in::read).withMessage("the disk is on fire");
		}
	}

	@Test
	void brokenStreamThenIoException() throws IOException {
		this.object.source = new InputStream() {

			@Override
			public int read() {
				throw new IllegalStateException("a bug");
			}

		};
		try (InputStream in = this.taps.source()) {
			assertThatIOException().isThrownBy(in::read).withCauseInstanceOf(ComException.class);
		}
	}

	@Test
	void processOfStreamDiesThenIoException() throws IOException {
		this.object.source = new ByteArrayInputStream(new byte[PIECE + 1]);
		InputStream in = this.taps.source();
		OutputStream out = this.taps.sink();
		in.readNBytes(PIECE);
		out.write(1);
		this.processes.server().close();
		assertThatIOException().isThrownBy(in::read);
		assertThatIOException().isThrownBy(out::flush);
		assertThatIOException().isThrownBy(in::close);
		assertThatIOException().isThrownBy(out::close);
	}

	@Test
	void useAfterCloseThenIoExceptionAndClosedOnce() throws IOException {
		AtomicInteger closed = new AtomicInteger();
		this.object.source = new ByteArrayInputStream(new byte[1]) {

			@Override
			public void close() {
				closed.incrementAndGet();
			}

		};
		InputStream in = this.taps.source();
		in.close();
		in.close();
		assertThat(closed).hasValue(1);
		assertThatIOException().isThrownBy(in::read).withMessage("The stream is closed");
		OutputStream out = this.taps.sink();
		out.close();
		out.close();
		assertThatIOException().isThrownBy(() -> out.write(1)).withMessage("The stream is closed");
	}

	@Test
	void wrongRangeThenIndexOutOfBounds() throws IOException {
		try (InputStream in = this.taps.source(); OutputStream out = this.taps.sink()) {
			assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> in.read(new byte[2], 1, 2));
			assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.write(new byte[2], 1, 2));
		}
	}

	@Test
	void outputArgumentWhenNotFlushedThenAllHasArrivedAndItIsOpen() throws IOException {
		Bucket bucket = new Bucket();
		for (int size : new int[] { 1, PIECE, PIECE + 3 }) {
			bucket.reset();
			this.taps.fill(bucket, size, false);
			assertThat(bucket.size()).isEqualTo(size);
		}
		assertThat(bucket.flushed).hasValue(3);
		this.taps.fill(bucket, 0, false);
		assertThat(bucket.flushed).as("nothing was written").hasValue(3);
		assertThat(bucket.closed).hasValue(0);
	}

	@Test
	void outputArgumentWhenCallFailsThenWhatWasWrittenHasArrived() {
		Bucket bucket = new Bucket();
		assertThatIOException().isThrownBy(() -> this.taps.fill(bucket, 10, true)).withMessage("burst");
		assertThat(bucket.size()).isEqualTo(10);
	}

	@Test
	void outputArgumentWhenItCannotBeWrittenAtTheEndThenCallFails() {
		OutputStream full = new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("full");
			}

		};
		assertThatIOException().isThrownBy(() -> this.taps.fill(full, 10, false)).withMessage("full");
		assertThatIOException().isThrownBy(() -> this.taps.fill(full, 10, true))
			.withMessage("burst")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().hasToString("java.io.IOException: full"));
	}

	@Test
	void outputArgumentsInAListThenEachHasArrived() throws IOException {
		List<OutputStream> buckets = List.of(new Bucket(), new Bucket());
		this.taps.fillAll(buckets, 7);
		assertThat(buckets).allSatisfy((each) -> assertThat(((Bucket) each).size()).isEqualTo(7));
	}

	@Test
	void outputOfTheServerWhenPassedToACallbackThenAllHasArrived() throws IOException {
		this.taps.lend((out) -> out.write(new byte[5]));
		assertThat(this.object.sink.size()).isEqualTo(5);
	}

	@Test
	void smallMessagesThenSmallerPieces() throws IOException {
		this.object.source = new ByteArrayInputStream(new byte[100_000]);
		Taps small = TwoProcesses.remote(this.processes.start("s", 8192), this.processes.start("c", 8192), Taps.class,
				this.object);
		try (InputStream in = small.source()) {
			assertThat(in.readAllBytes()).hasSize(100_000);
		}
		Bucket bucket = new Bucket();
		small.fill(bucket, 100_000, false);
		assertThat(bucket.size()).isEqualTo(100_000);
	}

	@Test
	void streamsWhenReturnedThenTheSame() throws IOException {
		InputStream in = new ByteArrayInputStream(new byte[10]);
		assertThat(this.taps.echo(in, false)).isSameAs(in);
		Bucket bucket = new Bucket();
		assertThat(this.taps.echo(bucket)).isSameAs(bucket);
		assertThat(bucket.size()).isEqualTo(1);
		assertThat(this.taps.echo(in, true).readAllBytes()).as("what was read already stays there").hasSize(9);
	}

	static final class Bucket extends ByteArrayOutputStream {

		private final AtomicInteger flushed = new AtomicInteger();

		private final AtomicInteger closed = new AtomicInteger();

		@Override
		public void flush() {
			this.flushed.incrementAndGet();
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C0A}")
	interface Borrower {

		void use(OutputStream out) throws IOException;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C09}")
	interface Taps {

		InputStream source();

		OutputStream sink();

		void fill(OutputStream out, int size, boolean fails) throws IOException;

		void fillAll(List<OutputStream> all, int size) throws IOException;

		void lend(Borrower borrower) throws IOException;

		InputStream echo(@Kept InputStream in, boolean reads) throws IOException;

		OutputStream echo(OutputStream out) throws IOException;

	}

	static final class TapsObject implements Taps {

		private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

		private volatile InputStream source = InputStream.nullInputStream();

		@Override
		public InputStream source() {
			return this.source;
		}

		@Override
		public OutputStream sink() {
			return this.sink;
		}

		@Override
		public InputStream echo(InputStream in, boolean reads) throws IOException {
			if (reads) {
				in.read();
			}
			return in;
		}

		@Override
		public OutputStream echo(OutputStream out) throws IOException {
			out.write(1);
			return out;
		}

		@Override
		public void fill(OutputStream out, int size, boolean fails) throws IOException {
			out.write(new byte[size]);
			if (fails) {
				throw new IOException("burst");
			}
		}

		@Override
		public void fillAll(List<OutputStream> all, int size) throws IOException {
			for (OutputStream each : all) {
				each.write(new byte[size]);
			}
		}

		@Override
		public void lend(Borrower borrower) throws IOException {
			borrower.use(this.sink);
		}

	}

}
