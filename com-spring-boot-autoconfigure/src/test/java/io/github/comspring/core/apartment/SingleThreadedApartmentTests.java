package io.github.comspring.core.apartment;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link SingleThreadedApartment}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class SingleThreadedApartmentTests {

	private final SingleThreadedApartment apartment = new SingleThreadedApartment("com-a", CallContext.NONE);

	private final SingleThreadedApartment other = new SingleThreadedApartment("com-b", CallContext.NONE);

	@AfterEach
	void close() {
		this.apartment.close();
		this.other.close();
	}

	@Test
	void callWhenNotCalledThenNoThread() {
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("com-a");
	}

	@Test
	@Tag("AP-05")
	void callWhenFromManyThreadsThenOneAtATimeOnOneThread() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		List<Thread> threads = Race.run(100, (number) -> this.apartment.call(() -> {
			assertThat(inside.incrementAndGet()).isOne();
			Thread.yield();
			inside.decrementAndGet();
			return Thread.currentThread();
		}));
		assertThat(threads).containsOnly(threads.get(0)).doesNotContain(Thread.currentThread());
	}

	@Test
	@Tag("AP-06")
	void callWhenTwoApartmentsCallEachOtherThenReentersOnTheSameThread() throws Exception {
		List<String> threads = new CopyOnWriteArrayList<>();
		pingPong(10, threads);
		assertThat(threads).hasSize(10);
		for (int i = 0; i < 10; i++) {
			assertThat(threads.get(i)).isEqualTo((i % 2 == 0) ? "com-a" : "com-b");
		}
	}

	private void pingPong(int depth, List<String> threads) throws Exception {
		if (depth > 0) {
			((depth % 2 == 0) ? this.apartment : this.other).call(() -> {
				threads.add(Thread.currentThread().getName());
				pingPong(depth - 1, threads);
				return depth;
			});
		}
	}

	@Test
	@Tag("AP-07")
	void callWhenAnyThreadMayThenEightAtATime() throws Exception {
		CyclicBarrier allEight = new CyclicBarrier(8);
		assertThat(Race.run(8, (number) -> Apartment.CALLER.call(allEight::await))).hasSize(8);
	}

	@Test
	void callWhenTaskThrowsThenAsItWas() {
		IOException declared = new IOException("declared");
		assertThatIOException().isThrownBy(() -> this.apartment.call(() -> {
			throw declared;
		})).isSameAs(declared);
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.apartment.call(() -> {
			throw new StackOverflowError();
		}));
	}

	@Test
	@Tag("AP-08")
	void closeWhenCallsWaitThenTheyFailAndTheRunningOneEnds() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		FutureTask<String> running = start(() -> {
			inside.countDown();
			finish.await();
			return "ended";
		});
		inside.await();
		FutureTask<String> waiting = start(() -> "never");
		Awaitility.await().until(() -> waitsForAnswer(waiting));
		this.apartment.close();
		assertThat(resultOf(waiting)).isEqualTo(HResult.CO_E_OBJNOTCONNECTED);
		finish.countDown();
		assertThat(running.get()).isEqualTo("ended");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.apartment.call(() -> "late"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
	}

	@Test
	void callWhenCallerIsInterruptedThenCanceledAndFlagKept() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		FutureTask<String> running = start(() -> {
			inside.countDown();
			finish.await();
			return "ended";
		});
		inside.await();
		AtomicInteger begun = new AtomicInteger();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.apartment.call(begun::incrementAndGet))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
		assertThat(Thread.interrupted()).isTrue();
		finish.countDown();
		running.get();
		this.apartment.call(() -> "after it");
		assertThat(begun).hasValue(0);
	}

	@Test
	void callUninterruptedWhenCallerIsInterruptedThenRunsAndFlagKept() throws Exception {
		Thread.currentThread().interrupt();
		assertThat(this.apartment.callUninterrupted(() -> Thread.currentThread().getName())).isEqualTo("com-a");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void callThenThreadTakesNothingAlongOfTheFirstCaller() throws Exception {
		InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
		inherited.set("of the first caller");
		assertThat(this.apartment.call(inherited::get)).isNull();
		inherited.remove();
	}

	@Test
	void callThenCarriesTheContextOfTheCaller() throws Exception {
		ThreadLocal<String> user = new ThreadLocal<>();
		CallContext context = (call) -> {
			String caller = user.get();
			return () -> {
				user.set(caller);
				call.run();
				user.remove();
			};
		};
		try (SingleThreadedApartment carrying = new SingleThreadedApartment("com-carrying", context)) {
			user.set("clerk");
			assertThat(carrying.call(user::get)).isEqualTo("clerk");
		}
	}

	@Test
	void enterThenProxyRunsCallsInsideAndKnowsItsObject() {
		Named object = new Named() {

			@Override
			public String name() {
				return Thread.currentThread().getName();
			}

		};
		Named proxy = (Named) this.apartment.enter(Named.class, object);
		assertThat(proxy.name()).isEqualTo("com-a");
		assertThat(proxy.greeting()).isEqualTo("Hello com-a");
		assertThat(proxy).isEqualTo(this.apartment.enter(Named.class, object)).hasSameHashCodeAs(proxy);
		assertThat(proxy).isNotEqualTo(this.apartment.enter(Named.class, (Named) () -> "other"));
		assertThat(proxy).isNotEqualTo(null).hasToString(object.toString());
	}

	private FutureTask<String> start(Callable<String> task) {
		FutureTask<String> call = new FutureTask<>(() -> this.apartment.call(task));
		Thread thread = new Thread(call, "caller-" + System.identityHashCode(call));
		thread.setDaemon(true);
		thread.start();
		return call;
	}

	private static boolean waitsForAnswer(FutureTask<String> call) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("caller-" + System.identityHashCode(call))
					&& thread.getState() == Thread.State.WAITING);
	}

	private static HResult resultOf(FutureTask<String> call) throws InterruptedException {
		try {
			call.get();
			return HResult.S_OK;
		}
		catch (ExecutionException ex) {
			return ((ComException) ex.getCause()).hresult();
		}
	}

	interface Named {

		String name();

		default String greeting() {
			return "Hello " + name();
		}

	}

}
