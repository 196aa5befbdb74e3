package io.github.comspring.place;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.place.served.Streams;
import io.github.comspring.place.served.StreamsObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Streams that are passed and returned.
 */
abstract class StreamContract extends PlaceTests {

	/** More than any buffer. */
	private static final int MANY = 600_000;

	private Streams streams;

	private final AtomicBoolean closed = new AtomicBoolean();

	@BeforeEach
	void createStreams() {
		this.streams = object(Streams.PROG_ID, Streams.class);
	}

	@Test
	void inputThenObjectReadsAllAndLeavesItOpen() throws IOException {
		assertThat(this.streams.read(in(MANY))).isEqualTo(MANY);
		assertThat(this.streams.read(in(0))).isZero();
		assertThat(this.closed).isFalse();
	}

	@Test
	void inputWhenObjectClosesItThenClosed() throws IOException {
		this.streams.close(in(1));
		assertThat(this.closed).isTrue();
	}

	@Test
	void inputWhenItFailsThenObjectAndClientGetIOException() {
		InputStream failing = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("no more");
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.streams.read(failing))
			.withMessage("no more");
	}

	@Test
	void inputWhenKeptThenObjectReadsItInALaterCall() throws IOException {
		this.streams.keep(in(MANY));
		assertThat(this.streams.readKept()).isEqualTo(MANY);
	}

	@Test
	@MeantDifference("lent-arguments")
	void inputWhenItIsNotMarkedAsKeptThenLentForTheCallInOtherProcesses() throws IOException {
		this.streams.remember(in(MANY));
		if (isInProcess()) {
			assertThat(this.streams.readKept()).isEqualTo(MANY);
		}
		else {
			assertThatIOException().isThrownBy(this.streams::readKept)
				.withStackTraceContaining("CO_E_OBJNOTCONNECTED")
				.withStackTraceContaining("@Kept");
		}
	}

	@Test
	void inputOfObjectThenClientReadsAllAndCloses() throws IOException {
		try (InputStream in = this.streams.open(MANY)) {
			assertThat(in.readAllBytes()).isEqualTo(StreamsObject.bytes(MANY));
			assertThat(in.read()).isEqualTo(-1);
			assertThat(this.streams.isClosed()).isFalse();
		}
		assertThat(this.streams.isClosed()).isTrue();
	}

	@Test
	void inputOfObjectWhenItFailsThenBytesBeforeAndIOException() throws IOException {
		try (InputStream in = this.streams.openFailing(2, "no more")) {
			assertThat(in.read()).isZero();
			assertThat(in.read()).isEqualTo(1);
			assertThatExceptionOfType(IOException.class).isThrownBy(in::read).withMessage("no more");
		}
	}

	@Test
	void inputOfObjectWhenPassedBackThenObjectReadsIt() throws IOException {
		assertThat(this.streams.read(this.streams.open(MANY))).isEqualTo(MANY);
	}

	@Test
	void outputWhenObjectDoesNotFlushThenClientHasAllAfterTheCall() throws IOException {
		for (int size : new int[] { 1, 4096, MANY }) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			this.streams.write(out, size);
			assertThat(out.toByteArray()).isEqualTo(StreamsObject.bytes(size));
		}
	}

	@Test
	void outputThenLeftOpen() throws IOException {
		this.streams.write(out(new ByteArrayOutputStream()), 10);
		assertThat(this.closed).isFalse();
	}

	@Test
	void outputWhenObjectClosesItThenClosed() throws IOException {
		this.streams.close(out(new ByteArrayOutputStream()));
		assertThat(this.closed).isTrue();
	}

	@Test
	void outputWhenItFailsThenObjectGetsIOException() {
		OutputStream full = new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("full");
			}

		};
		assertThat(this.streams.failureOf(full)).isEqualTo("java.io.IOException: full");
	}

	@Test
	void outputOfObjectThenFlushedBytesArrive() throws IOException {
		OutputStream sink = this.streams.sink();
		sink.write(StreamsObject.bytes(MANY));
		sink.flush();
		assertThat(this.streams.sunk()).isEqualTo(MANY);
		sink.write(1);
		sink.close();
		assertThat(this.streams.sunk()).isEqualTo(MANY + 1);
	}

	@Test
	@MeantDifference("streams")
	void outputOfObjectWhenNotFlushedThenArrivedInProcessOnly() throws IOException {
		OutputStream sink = this.streams.sink();
		sink.write(1);
		assertThat(this.streams.sunk()).isEqualTo(isInProcess() ? 1 : 0);
		sink.flush();
		assertThat(this.streams.sunk()).isEqualTo(1);
	}

	@Test
	void streamWhenPassedThereAndBackThenTheSame() {
		InputStream in = in(1);
		assertThat(this.streams.echo(in)).isSameAs(in);
		OutputStream out = new ByteArrayOutputStream();
		assertThat(this.streams.echo(out)).isSameAs(out);
	}

	@Test
	@MeantDifference("streams")
	void inputWhenObjectReadsAPartThenTheRestIsLeftInProcessOnly() throws IOException {
		InputStream in = in(10);
		assertThat(this.streams.readOne(in)).isZero();
		assertThat(in.available()).isEqualTo(isInProcess() ? 9 : 0);
	}

	@Test
	void streamWhenNullThenNull() {
		assertThat(this.streams.echo((InputStream) null)).isNull();
		assertThat(this.streams.echo((OutputStream) null)).isNull();
	}

	private InputStream in(int size) {
		return new FilterInputStream(new ByteArrayInputStream(StreamsObject.bytes(size))) {

			@Override
			public void close() {
				StreamContract.this.closed.set(true);
			}

		};
	}

	private OutputStream out(OutputStream out) {
		return new FilterOutputStream(out) {

			@Override
			public void close() {
				StreamContract.this.closed.set(true);
			}

		};
	}

}
