package io.github.comspring.core.rpc.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.Race;
import io.github.comspring.core.rpc.client.RpcClientTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whom a cancellation interrupts, and whom it does not.
 */
@Timeout(60)
class CallInProgressTests {

	private static final int ROUNDS = 10_000;

	@Test
	void cancelThenThreadIsInterruptedUntilTheCallEnds() throws Exception {
		AtomicReference<CallInProgress> call = new AtomicReference<>();
		CountDownLatch begun = new CountDownLatch(1);
		FutureTask<Boolean> work = RpcClientTests.inThread(() -> {
			call.set(new CallInProgress(1));
			begun.countDown();
			await().pollInSameThread().until(() -> Thread.currentThread().isInterrupted());
			call.get().end();
			return Thread.currentThread().isInterrupted();
		});
		begun.await();
		assertThat(call.get().isCancelled()).isFalse();
		call.get().cancel();
		assertThat(work.get()).as("interrupted after the call").isFalse();
		assertThat(call.get().isCancelled()).isTrue();
		assertThat(call.get().hasEnded()).isTrue();
	}

	@Test
	void cancelThenWhoAsksForItHasBeenInterrupted() throws Exception {
		AtomicReference<CallInProgress> call = new AtomicReference<>();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch interrupting = new CountDownLatch(1);
		CountDownLatch letGo = new CountDownLatch(1);
		FutureTask<Boolean> work = new FutureTask<>(() -> {
			call.set(new CallInProgress(1));
			begun.countDown();
			interrupting.await();
			return call.get().isCancelled() && Thread.currentThread().isInterrupted();
		});
		Thread worker = new Thread(work) {

			@Override
			public void interrupt() {
				interrupting.countDown();
				RpcClientTests.await(letGo);
				super.interrupt();
			}

		};
		worker.start();
		begun.await();
		FutureTask<Void> cancelling = RpcClientTests.inThread(() -> {
			call.get().cancel();
			return null;
		});
		await().until(() -> worker.getState() == Thread.State.BLOCKED);
		letGo.countDown();
		assertThat(work.get()).isTrue();
		cancelling.get();
	}

	@Test
	void callEndsWhileItsCallerIsLookedForThenWaitsForTheInterrupt() throws Exception {
		AtomicReference<CallInProgress> call = new AtomicReference<>();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch looking = new CountDownLatch(1);
		FutureTask<Boolean> work = new FutureTask<>(() -> {
			call.set(new CallInProgress(1));
			begun.countDown();
			looking.await();
			call.get().end();
			return Thread.currentThread().isInterrupted();
		});
		Thread worker = new Thread(work);
		worker.start();
		begun.await();
		call.get().cancelIf(() -> {
			looking.countDown();
			await().pollInSameThread().until(() -> worker.getState() == Thread.State.BLOCKED);
			return true;
		});
		assertThat(work.get()).as("interrupted after the call").isFalse();
		assertThat(call.get().isCancelled()).isTrue();
	}

	@Test
	void callHasEndedThenNobodyAsksAndNobodyIsInterrupted() {
		CallInProgress call = new CallInProgress(1);
		call.end();
		call.cancelIf(() -> {
			throw new AssertionError("Asked");
		});
		call.cancel();
		assertThat(call.isCancelled()).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void callerIsThereThenNotCancelled() {
		CallInProgress call = new CallInProgress(1);
		call.cancelIf(() -> false);
		assertThat(call.isCancelled()).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		call.end();
	}

	@Test
	void ownThreadCancelsThenNothingHappens() {
		CallInProgress call = new CallInProgress(1);
		call.cancel();
		assertThat(call.isCancelled()).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		call.end();
	}

	@Test
	void interruptedForAnotherReasonThenClearAfterTheCall() {
		CallInProgress call = new CallInProgress(1);
		Thread.currentThread().interrupt();
		call.end();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(call.isCancelled()).isFalse();
	}

	@Test
	void cancelRacesWithTheEndThenTheNextCallIsNeverInterrupted() throws Exception {
		SynchronousQueue<CallInProgress> calls = new SynchronousQueue<>();
		Race.run(2, (number) -> {
			for (int i = 0; i < ROUNDS; i++) {
				if (number == 0) {
					CallInProgress call = new CallInProgress(i);
					calls.put(call);
					call.end();
					assertThat(Thread.currentThread().isInterrupted()).isFalse();
				}
				else {
					calls.take().cancel();
				}
			}
			return null;
		});
	}

}
