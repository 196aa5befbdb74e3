package io.github.comspring.place.served;

import java.util.concurrent.CountDownLatch;

import io.github.comspring.ComException;

/**
 * Waits.
 */
public final class WaitingObject implements Waiting {

	private final CountDownLatch gate = new CountDownLatch(1);

	private volatile String ended = "";

	@Override
	public void await(Progress progress) throws InterruptedException {
		progress.started();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			end("interrupted", progress);
			throw ex;
		}
		end("let go", progress);
	}

	private void end(String why, Progress progress) {
		try {
			progress.ended(why);
			this.ended = why;
		}
		catch (ComException ex) {
			this.ended = why + ", but its callback is lost: " + ex.getMessage();
		}
	}

	@Override
	public String ended() {
		return this.ended;
	}

	@Override
	public void letGo() {
		this.gate.countDown();
	}

}
