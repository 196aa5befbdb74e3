package io.github.comspring.place;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Waiting;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Calls that take long, and callers that do not wait.
 */
abstract class InterruptContract extends PlaceTests {

	private final BlockingQueue<String> progress = new LinkedBlockingQueue<>();

	private final AtomicReference<Throwable> thrown = new AtomicReference<>();

	private final AtomicBoolean interrupted = new AtomicBoolean();

	@Test
	void callThenWaitsForTheObject() throws InterruptedException {
		Waiting waiting = object(Waiting.PROG_ID, Waiting.class);
		Thread caller = caller(waiting);
		assertThat(next()).isEqualTo("started");
		assertThat(caller.isAlive()).isTrue();
		waiting.letGo();
		caller.join();
		assertThat(next()).isEqualTo("let go");
		assertThat(this.thrown.get()).isNull();
	}

	@Test
	void callerWhenInterruptedThenObjectIsInterruptedAndCallEnds() throws InterruptedException {
		Waiting waiting = object(Waiting.PROG_ID, Waiting.class);
		Thread caller = caller(waiting);
		assertThat(next()).isEqualTo("started");
		caller.interrupt();
		caller.join();
		assertThat(this.thrown.get()).isNotNull();
		await().until(() -> waiting.ended().startsWith("interrupted"));
	}

	@Test
	void callerWhenInterruptedThenObjectInAnApartmentIsInterrupted() throws InterruptedException {
		Waiting waiting = object(Waiting.APARTMENT_PROG_ID, Waiting.class);
		Thread caller = caller(waiting);
		assertThat(next()).isEqualTo("started");
		caller.interrupt();
		caller.join();
		assertThat(this.thrown.get()).isNotNull();
		await().until(() -> !waiting.ended().isEmpty());
		assertThat(waiting.ended()).isEqualTo("interrupted");
	}

	@Test
	void callerWhenInterruptedThenObjectStillHasItsCallback() throws InterruptedException {
		Waiting waiting = object(Waiting.PROG_ID, Waiting.class);
		Thread caller = caller(waiting);
		assertThat(next()).isEqualTo("started");
		caller.interrupt();
		caller.join();
		await().until(() -> !waiting.ended().isEmpty());
		assertThat(waiting.ended()).isEqualTo("interrupted");
	}

	@Test
	@MeantDifference("interrupts")
	void callerWhenInterruptedThenCancelledAndStillInterruptedInOtherProcesses() throws InterruptedException {
		Waiting waiting = object(Waiting.PROG_ID, Waiting.class);
		Thread caller = caller(waiting);
		assertThat(next()).isEqualTo("started");
		caller.interrupt();
		caller.join();
		if (isInProcess()) {
			assertThat(this.thrown.get()).isInstanceOf(InterruptedException.class);
			assertThat(this.interrupted).isFalse();
		}
		else {
			assertThat(this.thrown.get()).isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED));
			assertThat(this.interrupted).isTrue();
		}
	}

	@Test
	@MeantDifference("interrupts")
	void callerWhenInterruptedBeforeThenNotCalledInOtherProcesses() {
		Waiting waiting = object(Waiting.PROG_ID, Waiting.class);
		Thread.currentThread().interrupt();
		Throwable failure = catchThrowable(waiting::letGo);
		assertThat(Thread.interrupted()).isTrue();
		if (isInProcess()) {
			assertThat(failure).isNull();
		}
		else {
			assertThat(((ComException) failure).hresult()).isEqualTo(HResult.RPC_E_CALL_CANCELED);
			waiting.letGo();
		}
	}

	@Test
	@MeantDifference("deadlines")
	void callWhenDeadlinePassesThenTimeoutInOtherProcesses() throws InterruptedException {
		Waiting hurried = object(Waiting.HURRIED_PROG_ID, Waiting.class);
		Thread caller = caller(hurried);
		assertThat(next()).isEqualTo("started");
		if (isInProcess()) {
			hurried.letGo();
			assertThat(next()).isEqualTo("let go");
			caller.join();
			assertThat(this.thrown.get()).isNull();
		}
		else {
			caller.join();
			assertThat(this.thrown.get()).isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT));
			assertThat(this.interrupted).isFalse();
			await().until(() -> hurried.ended().startsWith("interrupted"));
		}
	}

	@Test
	@MeantDifference("waiting-calls")
	void callWhenAsManyAreUnderWayAsMayBeThenWaitsInOtherProcesses() throws InterruptedException {
		try (ConfigurableApplicationContext client = environment()
			.startClient("comspring.rpc.max-calls-per-server=1")) {
			Activator activator = client.getBean(Activator.class);
			try (ComPointer<Waiting> called = activator.createInstance(Waiting.PROG_ID, Waiting.class);
					ComPointer<Waiting> other = activator.createInstance(Waiting.PROG_ID, Waiting.class)) {
				Waiting second = other.get();
				Thread first = caller(called.get());
				assertThat(next()).isEqualTo("started");
				Thread further = new Thread(second::letGo, "further caller");
				further.start();
				if (isInProcess()) {
					further.join();
				}
				else {
					await().until(() -> waitsForConnection(further));
				}
				assertThat(first.isAlive()).isTrue();
				first.interrupt();
				first.join();
				further.join();
			}
		}
	}

	private static boolean waitsForConnection(Thread caller) {
		return Arrays.stream(caller.getStackTrace())
			.anyMatch((each) -> each.getClassName().equals(Semaphore.class.getName())
					&& each.getMethodName().equals("tryAcquire"));
	}

	private Thread caller(Waiting waiting) {
		Waiting.Progress progress = new Waiting.Progress() {

			@Override
			public void started() {
				InterruptContract.this.progress.add("started");
			}

			@Override
			public void ended(String why) {
				InterruptContract.this.progress.add(why);
			}

		};
		Thread caller = new Thread(() -> {
			this.thrown.set(catchThrowable(() -> waiting.await(progress)));
			this.interrupted.set(Thread.interrupted());
		}, "caller");
		caller.start();
		return caller;
	}

	private String next() throws InterruptedException {
		return this.progress.poll(30, TimeUnit.SECONDS);
	}

}
