package io.github.comspring.core.rpc.watch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(NoLeftovers.class)
@Timeout(120)
class DeadlineWatchTests {

	private static final Duration SOON = Duration.ofMillis(5);

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void deadlineThatExpiryMovedIsMetAgain() throws InterruptedException {
		Recorded thing = new Recorded(this.watch.in(SOON), 3);
		this.watch.add(thing);
		for (int i = 0; i < 3; i++) {
			assertThat(thing.expired.take()).isNotNegative();
		}
		this.watch.add(new Recorded(this.watch.in(SOON), 1));
		assertThat(thing.expired).isEmpty();
	}

	@Test
	void earlierDeadlineIsMetFirst() throws InterruptedException {
		Recorded late = new Recorded(this.watch.in(Duration.ofDays(1)), 1);
		Recorded never = new Recorded(DeadlineWatch.NEVER, 1);
		this.watch.add(late);
		this.watch.add(never);
		Recorded early = new Recorded(this.watch.in(SOON), 1);
		this.watch.add(early);
		early.expired.take();
		never.dueAt.set(0);
		this.watch.noticed(0);
		never.expired.take();
		assertThat(late.expired).isEmpty();
	}

	@Test
	void whatIsRemovedIsLeftAlone() throws InterruptedException {
		Recorded removed = new Recorded(DeadlineWatch.NEVER, 1);
		this.watch.add(removed);
		this.watch.remove(removed);
		removed.dueAt.set(0);
		Recorded other = new Recorded(0, 1);
		this.watch.add(other);
		other.expired.take();
		assertThat(removed.expired).isEmpty();
	}

	@Test
	void expiryThatThrowsThenOthersAreMetAndItIsTriedAgain() throws InterruptedException {
		AtomicInteger attempts = new AtomicInteger();
		Recorded faulty = new Recorded(0, 1) {

			@Override
			public void expire(long now) {
				if (attempts.getAndIncrement() == 0) {
					throw new OutOfMemoryError("Of the test");
				}
				super.expire(now);
			}

		};
		this.watch.add(faulty);
		Recorded other = new Recorded(0, 1);
		this.watch.add(other);
		other.expired.take();
		faulty.expired.take();
		assertThat(attempts).hasValue(2);
	}

	@Test
	void interruptedThreadThenGoesOnAndSleeps() throws InterruptedException {
		Set<Thread> before = threads();
		Recorded thing = new Recorded(this.watch.in(Duration.ofDays(1)), 2);
		this.watch.add(thing);
		Thread thread = newThread(before);
		thread.interrupt();
		await().until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING);
		thing.dueAt.set(0);
		this.watch.noticed(0);
		thing.expired.take();
	}

	/**
	 * The clock goes on while the thread sleeps.
	 */
	@Test
	void processDoesNotRunThenNoDeadlinePasses() throws InterruptedException {
		AtomicLong paused = new AtomicLong();
		try (DeadlineWatch stopped = new DeadlineWatch(() -> System.nanoTime() + paused.get())) {
			Set<Thread> before = threads();
			Recorded late = new Recorded(stopped.in(Duration.ofDays(1)), 1);
			stopped.add(late);
			Thread thread = newThread(before);
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
			paused.set(Duration.ofDays(2).toNanos());
			Recorded early = new Recorded(stopped.in(SOON), 1);
			stopped.add(early);
			early.expired.take();
			assertThat(late.expired).isEmpty();
		}
	}

	@Test
	void processDoesNotRunThenWhatCountsPausesIsMet() throws InterruptedException {
		AtomicLong paused = new AtomicLong();
		try (DeadlineWatch stopped = new DeadlineWatch(() -> System.nanoTime() + paused.get())) {
			Recorded patient = new Recorded(stopped.in(Duration.ofDays(1)), 1) {

				@Override
				public boolean countsPauses() {
					return true;
				}

			};
			stopped.add(patient);
			Recorded late = new Recorded(DeadlineWatch.NEVER, 1);
			stopped.add(late);
			paused.set(Duration.ofDays(2).toNanos());
			late.dueAt.set(stopped.in(Duration.ofDays(1)));
			stopped.noticed(late.dueAt());
			patient.expired.take();
			assertThat(late.expired).isEmpty();
		}
	}

	@Test
	void deadlineWhileThreadSleepsForLongThenItBeginsToMeasure() {
		Recorded late = new Recorded(DeadlineWatch.NEVER, 1);
		Looks looks = new Looks(this.watch.in(Duration.ofDays(1)), true);
		this.watch.add(late);
		this.watch.add(looks);
		late.dueAt.set(this.watch.in(Duration.ofDays(2)));
		this.watch.noticed(late.dueAt());
		looks.awaitMore(10);
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet();
	}

	private static Thread newThread(Set<Thread> before) {
		return threads().stream()
			.filter((each) -> each.getName().equals("com-rpc-deadlines") && !before.contains(each))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void deadlineBeyondTheClockIsNever() {
		assertThat(this.watch.in(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(DeadlineWatch.NEVER);
		assertThat(this.watch.in(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(DeadlineWatch.NEVER);
		assertThat(this.watch.in(Duration.ZERO)).isLessThanOrEqualTo(this.watch.now());
	}

	@Test
	void closeDuringExpiryThatWaitsThenThreadEnds() throws InterruptedException {
		Waiting thing = new Waiting();
		this.watch.add(thing);
		thing.inside.await();
		this.watch.close();
		thing.open.countDown();
	}

	@Test
	void noticedDuringExpiryThatWaitsThenMet() throws InterruptedException {
		Recorded other = new Recorded(DeadlineWatch.NEVER, 1);
		Waiting thing = new Waiting();
		this.watch.add(other);
		this.watch.add(thing);
		thing.inside.await();
		other.dueAt.set(0);
		this.watch.noticed(0);
		thing.open.countDown();
		other.expired.take();
	}

	/**
	 * Waits in its expiry, which uses up whatever wakes the thread meanwhile.
	 */
	private static final class Waiting implements DeadlineWatch.Watched {

		private final CountDownLatch inside = new CountDownLatch(1);

		private final CountDownLatch open = new CountDownLatch(1);

		private volatile long dueAt;

		@Override
		public long dueAt() {
			return this.dueAt;
		}

		@Override
		public void expire(long now) {
			this.dueAt = DeadlineWatch.NEVER;
			this.inside.countDown();
			try {
				this.open.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Moves its deadline until it has expired a number of times.
	 */
	private class Recorded implements DeadlineWatch.Watched {

		private final AtomicLong dueAt;

		private final BlockingQueue<Long> expired = new LinkedBlockingQueue<>();

		private int times;

		Recorded(long dueAt, int times) {
			this.dueAt = new AtomicLong(dueAt);
			this.times = times;
		}

		@Override
		public long dueAt() {
			return this.dueAt.get();
		}

		@Override
		public void expire(long now) {
			this.times--;
			this.dueAt.set((this.times > 0) ? DeadlineWatchTests.this.watch.in(SOON) : DeadlineWatch.NEVER);
			this.expired.add(now);
		}

	}

}
