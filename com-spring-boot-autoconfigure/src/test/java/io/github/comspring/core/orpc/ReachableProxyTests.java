package io.github.comspring.core.orpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import io.github.comspring.ComInterface;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The garbage collector gives nothing back whose call has begun, even if nobody has it
 * any more.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ReachableProxyTests {

	private static final int CALLERS = 16;

	private static final int CALLS = 250;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private volatile boolean over;

	@Test
	void callOfWhatNobodyHoldsThenItIsAnswered() throws Exception {
		Maker maker = maker();
		callWhileCollecting((number) -> maker.make(number).number());
	}

	@Test
	void readOfWhatNobodyHoldsThenItIsAnswered() throws Exception {
		Maker maker = maker();
		callWhileCollecting((number) -> read(maker, number));
	}

	private static int read(Maker maker, int number) {
		try {
			return maker.stream(number).read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Maker maker() {
		return TwoProcesses.remote(this.processes.server(), this.processes.client(), Maker.class, new Maker() {

			@Override
			public Made make(int number) {
				return () -> number;
			}

			@Override
			public InputStream stream(int number) {
				return new ByteArrayInputStream(new byte[] { (byte) number });
			}

		});
	}

	private void callWhileCollecting(IntUnaryOperator call) throws Exception {
		Thread collecting = new Thread(() -> {
			while (!this.over) {
				System.gc();
			}
		});
		collecting.start();
		try {
			Race.run(CALLERS, (caller) -> {
				assertThat(IntStream.range(0, CALLS).map((number) -> call.applyAsInt(number & 0x7F))).containsExactly(
						IntStream.range(0, CALLS).map((number) -> number & 0x7F).boxed().toArray(Integer[]::new));
				return null;
			});
			await().until(() -> this.processes.server().references().isEmpty());
		}
		finally {
			this.over = true;
			collecting.join();
		}
	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A01}")
	interface Maker {

		Made make(int number);

		InputStream stream(int number);

	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A02}")
	interface Made {

		int number();

	}

}
