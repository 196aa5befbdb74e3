package io.github.comspring.core;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SingleFlight}.
 */
@Timeout(60)
class SingleFlightTests {

	private final SingleFlight<Integer> flight = new SingleFlight<>("the count");

	private final AtomicInteger begun = new AtomicInteger();

	private final CountDownLatch end = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.end.countDown();
		this.threads.shutdownNow();
	}

	/** Begins the work on a thread of its own, which does not come to its end yet. */
	private Future<Integer> begin(Supplier<Integer> outcome) {
		Future<Integer> first = this.threads.submit(() -> this.flight.join(() -> {
			int number = this.begun.incrementAndGet();
			awaitEnd();
			outcome.get();
			return number;
		}));
		await().until(() -> this.begun.get() == 1);
		return first;
	}

	private FutureTask<Integer> joinAndWait() {
		FutureTask<Integer> second = new FutureTask<>(() -> this.flight.join(this.begun::incrementAndGet));
		Thread waiting = new Thread(second);
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.WAITING);
		return second;
	}

	private void awaitEnd() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void joinWhenUnderWayThenSameResultAndOnceAlone() throws Exception {
		Future<Integer> first = begin(() -> 0);
		List<FutureTask<Integer>> others = List.of(joinAndWait(), joinAndWait());
		this.end.countDown();
		assertThat(first.get()).isOne();
		for (Future<Integer> each : others) {
			assertThat(each.get()).isOne();
		}
	}

	@Test
	void joinWhenDoneThenOnceMore() {
		assertThat(this.flight.join(this.begun::incrementAndGet)).isOne();
		assertThat(this.flight.join(this.begun::incrementAndGet)).isEqualTo(2);
	}

	@Test
	void joinByManyThenNeverTwoAtOnce() throws Exception {
		AtomicInteger together = new AtomicInteger();
		Race.run(8, (number) -> {
			for (int i = 0; i < 1000; i++) {
				this.flight.join(() -> {
					assertThat(together.incrementAndGet()).isOne();
					return together.decrementAndGet();
				});
			}
			return null;
		});
	}

	@Test
	void joinWhenItFailsThenSameFailureForAllThatWait() {
		Future<Integer> first = begin(() -> {
			throw new ComException(HResult.CO_E_SERVER_EXEC_FAILURE, "attempt");
		});
		Future<Integer> second = joinAndWait();
		this.end.countDown();
		for (Future<Integer> each : List.of(first, second)) {
			assertThatThrownBy(each::get).cause()
				.isInstanceOfSatisfying(ComException.class,
						(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_EXEC_FAILURE))
				.hasMessageContaining("attempt");
		}
		assertThat(this.begun).hasValue(1);
	}

	static Stream<RuntimeException> affairsOfOneThread() {
		return Stream.of(new IllegalStateException("its own"),
				new ComException(HResult.RPC_E_CALL_CANCELED, "its own interrupt"));
	}

	@ParameterizedTest
	@MethodSource("affairsOfOneThread")
	void joinWhenAnotherThreadIsToBlameThenTriedInTurn(RuntimeException met) throws Exception {
		Future<Integer> first = begin(() -> {
			throw met;
		});
		Future<Integer> second = joinAndWait();
		this.end.countDown();
		assertThatThrownBy(first::get).hasRootCause(met);
		assertThat(second.get()).isEqualTo(2);
	}

	@Test
	void joinWithinItselfThenTypedErrorAndFreeAgain() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.flight.join(() -> this.flight.join(() -> 1)))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_UNEXPECTED))
			.withMessageContaining("the count needs itself");
		assertThatIllegalStateException().isThrownBy(() -> this.flight.join(() -> {
			throw new IllegalStateException();
		}));
		assertThat(this.flight.join(() -> 3)).isEqualTo(3);
	}

}
