package io.github.comspring.beans;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.beans.RecordingActivator.RecordingPointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReferencePointer}.
 */
class ReferencePointerTests {

	private final AtomicInteger activations = new AtomicInteger();

	private final CountDownLatch ready = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile boolean failing;

	private volatile RecordingPointer made;

	private final ReferencePointer pointer = new ReferencePointer("Desk.Rasterizer", this::activate);

	@AfterEach
	void end() {
		this.ready.countDown();
		this.threads.shutdownNow();
	}

	private ComPointer<?> activate() {
		int number = this.activations.incrementAndGet();
		try {
			this.ready.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		if (this.failing) {
			throw new ComException(HResult.CO_E_SERVER_EXEC_FAILURE, "Attempt " + number);
		}
		this.made = new RecordingPointer(number);
		return this.made;
	}

	@Test
	void getWhenActivationOfAnotherFailsThenItsFailureAndNoAttemptOfItsOwn() throws Exception {
		this.failing = true;
		Future<?> first = this.threads.submit(this.pointer::get);
		await().until(() -> this.activations.get() == 1);
		FutureTask<Void> second = new FutureTask<>(() -> assertFails(1), null);
		Thread waiting = new Thread(second);
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.WAITING);
		this.ready.countDown();
		assertThatThrownBy(first::get).hasRootCauseInstanceOf(ComException.class);
		second.get();
		assertFails(2);
		this.failing = false;
		assertThat(this.pointer.get()).isSameAs(this.pointer.get());
		assertThat(this.activations).hasValue(3);
	}

	private void assertFails(int attempt) {
		assertThatThrownBy(this.pointer::get).isInstanceOf(ComException.class)
			.hasMessageContaining("CO_E_SERVER_EXEC_FAILURE")
			.hasMessageContaining("Attempt " + attempt);
	}

	@Test
	void discardWhenReplacedAlreadyThenNewOneStays() {
		this.ready.countDown();
		ReferenceTarget first = this.pointer.get();
		this.pointer.discard(first, null);
		ReferenceTarget second = this.pointer.get();
		this.pointer.discard(first, null);
		assertThat(this.pointer.get()).isSameAs(second);
		assertThat(((RecordingPointer) first.pointer()).closed).isTrue();
		assertThat(((RecordingPointer) second.pointer()).closed).isFalse();
	}

	@Test
	void closeWhileActivationHangsThenNotHeldUpAndItsPointerIsGivenBack() throws Exception {
		Future<?> hanging = this.threads.submit(this.pointer::get);
		await().until(() -> this.activations.get() == 1);
		this.threads.submit(this.pointer::close).get(30, TimeUnit.SECONDS);
		this.ready.countDown();
		assertThatThrownBy(hanging::get).cause()
			.isInstanceOf(ComException.class)
			.hasMessageContaining("CO_E_OBJNOTCONNECTED");
		assertThat(this.made.closed).isTrue();
		assertThatThrownBy(this.pointer::get).hasMessageContaining("CO_E_OBJNOTCONNECTED");
		assertThat(this.activations).hasValue(1);
	}

	@Test
	void getWhenActivationNeedsTheReferenceThenTypedErrorAndNoStackOverflow() {
		AtomicReference<ReferencePointer> own = new AtomicReference<>();
		own.set(new ReferencePointer("Desk.Circle", () -> own.get().get().pointer()));
		assertThatThrownBy(own.get()::get).isInstanceOf(ComException.class)
			.hasMessageContaining("the activation of Desk.Circle needs itself");
	}

}
