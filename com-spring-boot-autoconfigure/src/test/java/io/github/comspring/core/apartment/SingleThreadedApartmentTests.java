package io.github.comspring.core.apartment;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SingleThreadedApartment}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class SingleThreadedApartmentTests {

	private final SingleThreadedApartment apartment = new SingleThreadedApartment("com-test-a", CallContext.NONE);

	private final SingleThreadedApartment other = new SingleThreadedApartment("com-test-b", CallContext.NONE);

	private final ExecutorService client = Executors.newCachedThreadPool();

	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	@AfterEach
	void close() {
		this.apartment.close();
		this.other.close();
		this.client.shutdownNow();
	}

	@Test
	void callWhenManyClientsThenOneThreadOneAtATime() throws Exception {
		AtomicBoolean busy = new AtomicBoolean();
		Set<Thread> threads = new HashSet<>();
		List<Boolean> overlaps = Race.run(100, (number) -> this.apartment.call(() -> {
			boolean overlap = !busy.compareAndSet(false, true);
			threads.add(Thread.currentThread());
			Thread.yield();
			busy.set(false);
			return overlap;
		}));
		assertThat(overlaps).hasSize(100).containsOnly(false);
		assertThat(threads).singleElement().isNotSameAs(Thread.currentThread());
	}

	@Test
	@Tag("AP-06")
	void callWhenApartmentsCallEachOtherThenReenteredOnSameThread() throws Exception {
		Set<Thread> threads = new HashSet<>();
		assertThat(pingPong(this.apartment, this.other, 10, threads)).isEqualTo(10);
		assertThat(threads).hasSize(2);
	}

	@Test
	@Tag("AP-06")
	void callWhileApartmentWaitsForAnotherThenServed() throws Exception {
		CountDownLatch incomingServed = new CountDownLatch(1);
		CountDownLatch outgoing = new CountDownLatch(1);
		Future<Void> call = this.client.submit(() -> this.apartment.call(() -> this.other.call(() -> {
			outgoing.countDown();
			incomingServed.await();
			return null;
		})));
		outgoing.await();
		Thread server = this.apartment.call(Thread::currentThread);
		incomingServed.countDown();
		call.get();
		assertThat(this.apartment.<Thread>call(Thread::currentThread)).isSameAs(server);
	}

	private static int pingPong(Apartment from, Apartment to, int depth, Set<Thread> threads) throws Exception {
		return from.call(() -> {
			threads.add(Thread.currentThread());
			return (depth == 0) ? 0 : 1 + pingPong(to, from, depth - 1, threads);
		});
	}

	@Test
	void closeWhenCallsPendingThenTheyFailAndThreadEnds() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		Future<Thread> running = this.client.submit(() -> this.apartment.call(() -> {
			begun.countDown();
			end.await();
			return Thread.currentThread();
		}));
		begun.await();
		AtomicBoolean ran = new AtomicBoolean();
		Thread caller = start(() -> this.apartment.call(() -> ran.getAndSet(true)), null);
		awaitWaiting(caller);
		this.apartment.close();
		caller.join();
		end.countDown();
		running.get().join();
		assertThat(ran).isFalse();
		assertThat(this.failure).hasValueSatisfying(
				(ex) -> assertThat(((ComException) ex).hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
		assertDisconnected();
	}

	@Test
	void closeWhenApartmentsWaitForEachOtherThenBothEnd() throws Exception {
		for (int i = 0; i < 200; i++) {
			SingleThreadedApartment a = new SingleThreadedApartment("com-test-c", CallContext.NONE);
			SingleThreadedApartment b = new SingleThreadedApartment("com-test-d", CallContext.NONE);
			List<SingleThreadedApartment> both = List.of(a, b);
			CountDownLatch inside = new CountDownLatch(2);
			Race.run(4, (number) -> {
				if (number < 2) {
					return callAcross(both.get(number), both.get(1 - number), inside);
				}
				inside.await();
				both.get(number - 2).close();
				return null;
			});
		}
	}

	private static Object callAcross(Apartment from, Apartment to, CountDownLatch inside) throws Exception {
		try {
			return from.call(() -> {
				inside.countDown();
				inside.await();
				return to.call(() -> "served");
			});
		}
		catch (ComException ex) {
			return ex.hresult();
		}
	}

	@Test
	void closeWhenNeverCalledThenCallsFail() {
		this.apartment.close();
		this.apartment.close();
		assertDisconnected();
	}

	@Test
	void createThenNoThreadBeforeFirstCall() throws Exception {
		assertThat(isRunning("com-test-a")).isFalse();
		this.apartment.call(() -> null);
		assertThat(isRunning("com-test-a")).isTrue();
	}

	@Test
	void callWhenTaskThrowsThenAsThrown() {
		IOException declared = new IOException("declared");
		AssertionError error = new AssertionError("error");
		assertThatThrownBy(() -> this.apartment.call(() -> {
			throw declared;
		})).isSameAs(declared);
		assertThatThrownBy(() -> this.apartment.call(() -> {
			throw error;
		})).isSameAs(error);
	}

	@Test
	void callWhenCallerInterruptedThenCanceledAndWithdrawn() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		Future<Void> running = this.client.submit(() -> this.apartment.call(() -> {
			begun.countDown();
			end.await();
			return null;
		}));
		begun.await();
		AtomicInteger ran = new AtomicInteger();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread caller = start(() -> this.apartment.call(ran::incrementAndGet), interrupted);
		awaitWaiting(caller);
		caller.interrupt();
		caller.join();
		end.countDown();
		running.get();
		this.apartment.call(() -> null);
		assertThat(interrupted).isTrue();
		assertThat(ran).hasValue(0);
		assertThat(this.failure).hasValueSatisfying(
				(ex) -> assertThat(((ComException) ex).hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
	}

	@Test
	void callWhenCallerInterruptedAfterItHasBegunThenTheTaskIsAndDecides() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicReference<String> result = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean(true);
		Thread caller = start(() -> {
			result.set(this.apartment.call(() -> {
				begun.countDown();
				try {
					new CountDownLatch(1).await();
					return "went on";
				}
				catch (InterruptedException ex) {
					return "heeded";
				}
			}));
			return null;
		}, interrupted);
		begun.await();
		caller.interrupt();
		caller.join();
		assertThat(result).hasValue("heeded");
		assertThat(interrupted).isFalse();
		assertThat(this.apartment.<Boolean>call(() -> Thread.currentThread().isInterrupted())).isFalse();
	}

	@Test
	void callWhenTaskDoesNotHeedTheInterruptThenCallerIsInterruptedAfterwards() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread caller = start(() -> this.apartment.call(() -> {
			begun.countDown();
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			return null;
		}), interrupted);
		begun.await();
		caller.interrupt();
		caller.join();
		assertThat(interrupted).isTrue();
		assertThat(this.failure).hasValue(null);
		assertThat(this.apartment.<Boolean>call(() -> Thread.currentThread().isInterrupted())).isFalse();
	}

	@Test
	void callWhenTaskWaitsForAnotherApartmentThenThatIsInterruptedAndNoOtherCall() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch served = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		try (SingleThreadedApartment other = new SingleThreadedApartment("com-test-f", CallContext.NONE)) {
			AtomicBoolean interrupted = new AtomicBoolean();
			Thread caller = start(() -> this.apartment.call(() -> other.call(() -> {
				begun.countDown();
				new CountDownLatch(1).await();
				return null;
			})), interrupted);
			begun.await();
			// Served on the apartment's thread while that call waits
			Future<Boolean> above = this.client.submit(() -> this.apartment.call(() -> {
				served.countDown();
				mayEnd.await();
				return Thread.currentThread().isInterrupted();
			}));
			served.await();
			caller.interrupt();
			await().until(() -> !other.<Boolean>call(() -> Thread.currentThread().isInterrupted()));
			mayEnd.countDown();
			assertThat(above.get()).isFalse();
			caller.join();
			assertThat(this.failure.get()).isInstanceOf(InterruptedException.class);
		}
	}

	@Test
	void awaitWhenCallIsInterruptedThenWhatItWaitsForIs() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean flag = new AtomicBoolean();
		Thread caller = start(() -> this.apartment.call(() -> {
			try {
				return this.apartment.await(() -> {
					begun.countDown();
					new CountDownLatch(1).await();
					return null;
				});
			}
			finally {
				flag.set(Thread.currentThread().isInterrupted());
			}
		}), null);
		begun.await();
		caller.interrupt();
		caller.join();
		assertThat(this.failure.get()).isInstanceOf(InterruptedException.class);
		assertThat(flag).isTrue();
	}

	@Test
	void callWhenApartmentThreadInterruptedThenServesOn() throws Exception {
		Thread server = this.apartment.call(() -> {
			Thread.currentThread().interrupt();
			return Thread.currentThread();
		});
		assertThat(this.apartment.<Thread>call(Thread::currentThread)).isSameAs(server);
	}

	@Test
	void callThenContextIsCarriedFromCallersThread() throws Exception {
		ThreadLocal<String> user = new ThreadLocal<>();
		CallContext context = (call) -> {
			String caller = user.get();
			return () -> {
				user.set(caller);
				call.run();
				user.remove();
			};
		};
		try (SingleThreadedApartment carrying = new SingleThreadedApartment("com-test-e", context)) {
			user.set("alice");
			assertThat(carrying.<String>call(user::get)).isEqualTo("alice");
			assertThat(this.client.submit(() -> carrying.<String>call(user::get)).get()).isNull();
		}
	}

	@Test
	void callThenThreadTakesNothingOfFirstCallerAlong() throws Exception {
		InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
		user.set("alice");
		assertThat(this.apartment.<String>call(user::get)).isNull();
	}

	private Thread start(Callable<?> call, AtomicBoolean interrupted) {
		Thread caller = new Thread(() -> {
			try {
				call.call();
			}
			catch (Throwable ex) {
				this.failure.set(ex);
			}
			if (interrupted != null) {
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		return caller;
	}

	private static void awaitWaiting(Thread thread) {
		await().until(() -> thread.getState() == Thread.State.WAITING);
	}

	private void assertDisconnected() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.apartment.call(() -> null))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
	}

	private static boolean isRunning(String name) {
		return Thread.getAllStackTraces().keySet().stream().anyMatch((thread) -> thread.getName().equals(name));
	}

}
