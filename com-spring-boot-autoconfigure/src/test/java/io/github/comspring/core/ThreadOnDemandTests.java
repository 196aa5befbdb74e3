package io.github.comspring.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.comspring.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThreadOnDemand}.
 */
@Timeout(60)
class ThreadOnDemandTests {

	private final Semaphore begun = new Semaphore(0);

	private final CountDownLatch interrupted = new CountDownLatch(1);

	private final CountDownLatch ended = new CountDownLatch(1);

	private final ThreadOnDemand thread = new ThreadOnDemand("com-test", this::run);

	private void run() {
		this.begun.release();
		while (!this.thread.isClosed()) {
			if (Thread.interrupted()) {
				this.interrupted.countDown();
			}
			LockSupport.park(this);
		}
		this.ended.countDown();
	}

	@Test
	void startWhenManyNeedItThenOneThread() throws Exception {
		try (this.thread) {
			Race.run(8, (number) -> {
				this.thread.start();
				return number;
			});
			this.begun.acquire();
			this.thread.start();
		}
		assertThat(this.ended.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.begun.availablePermits()).isZero();
	}

	@Test
	void interruptThenThreadGoesOnUntilClosed() throws Exception {
		this.thread.start();
		this.begun.acquire();
		this.thread.interrupt();
		assertThat(this.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.ended.getCount()).isOne();
		this.thread.close();
		assertThat(this.ended.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void startWhenClosedThenNoThread() {
		ThreadOnDemand never = new ThreadOnDemand("com-never", this::run);
		never.close();
		never.start();
		never.interrupt();
		never.unpark();
		assertThat(Thread.getAllStackTraces().keySet()).noneMatch((each) -> each.getName().equals("com-never"));
	}

}
