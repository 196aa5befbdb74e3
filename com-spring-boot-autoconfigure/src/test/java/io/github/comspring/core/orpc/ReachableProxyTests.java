package io.github.comspring.core.orpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.github.comspring.ComInterface;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The garbage collector gives nothing back whose call is under way, even if nobody has it
 * any more.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ReachableProxyTests {

	private static final int COMPILED = 10_000;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CountDownLatch inside = new CountDownLatch(1);

	private volatile boolean quick;

	private final CountDownLatch collected = new CountDownLatch(1);

	@Test
	void callOfWhatNobodyHoldsThenItIsHeldUntilItHasEnded() {
		Maker maker = maker();
		callWhileCollecting(maker, () -> maker.make(1).number());
	}

	@Test
	void readOfWhatNobodyHoldsThenItIsHeldUntilItHasEnded() {
		Maker maker = maker();
		callWhileCollecting(maker, () -> read(maker));
	}

	private static int read(Maker maker) {
		try {
			return maker.stream().read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void callWhileCollecting(Maker maker, Supplier<Integer> call) {
		// Compiled code forgets what it does not need, interpreted code need not
		this.quick = true;
		for (int i = 0; i < COMPILED; i++) {
			call.get();
		}
		this.quick = false;
		// Nobody holds this one either, and nobody calls it
		maker.make(2);
		CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(call, (task) -> new Thread(task).start());
		pass(this.inside);
		await().until(() -> {
			System.gc();
			return held().size() == 1;
		});
		assertThat(held()).noneMatch((each) -> each.contains("made 2"));
		this.collected.countDown();
		assertThat(answer.join()).isOne();
		await().until(() -> {
			System.gc();
			return held().isEmpty();
		});
	}

	private List<String> held() {
		return this.processes.server().references().stream().map(ObjectReferences::description).toList();
	}

	private Maker maker() {
		return TwoProcesses.remote(this.processes.server(), this.processes.client(), Maker.class, new Maker() {

			@Override
			public Made make(int number) {
				return new MadeObject("made " + number, ReachableProxyTests.this::answer);
			}

			@Override
			public InputStream stream() {
				return new InputStream() {

					@Override
					public int read() {
						return answer();
					}

					@Override
					public int read(byte[] target, int offset, int length) {
						target[offset] = (byte) answer();
						return 1;
					}

				};
			}

		});
	}

	private int answer() {
		if (this.quick) {
			return 1;
		}
		this.inside.countDown();
		pass(this.collected);
		return 1;
	}

	private static void pass(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What is made.
	 *
	 * @param name which it is
	 * @param answer what it answers
	 */
	private record MadeObject(String name, Supplier<Integer> answer) implements Made {

		@Override
		public int number() {
			return this.answer.get();
		}

	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A01}")
	interface Maker {

		Made make(int number);

		InputStream stream();

	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A02}")
	interface Made {

		int number();

	}

}
