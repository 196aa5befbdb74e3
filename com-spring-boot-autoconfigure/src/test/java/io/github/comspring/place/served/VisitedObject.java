package io.github.comspring.place.served;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts its visitors.
 */
public final class VisitedObject implements Visited {

	private final CountDownLatch two = new CountDownLatch(2);

	private final AtomicInteger here = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	@Override
	public void meet() throws InterruptedException {
		this.two.countDown();
		this.two.await();
	}

	@Override
	public String visit() {
		this.most.accumulateAndGet(this.here.incrementAndGet(), Math::max);
		Thread.yield();
		this.here.decrementAndGet();
		return Thread.currentThread().toString();
	}

	@Override
	public int most() {
		return this.most.get();
	}

	@Override
	public void callBack(Runner runner) {
		runner.run();
	}

}
