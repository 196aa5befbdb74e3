package io.github.comspring.core.scm.table;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * How much a server process has been used, as far as it decides when another one takes
 * its place. Safe from any thread.
 */
public final class ServerUse {

	private static final long BETWEEN_SAMPLES = Duration.ofSeconds(1).toNanos();

	private final AtomicInteger activations = new AtomicInteger();

	private final AtomicReference<@Nullable Long> asked = new AtomicReference<>();

	private volatile boolean draining;

	ServerUse() {
	}

	/**
	 * Notes that something was taken from the process for a client.
	 * @return how often that was so, with this time
	 */
	int taken() {
		return this.activations.incrementAndGet();
	}

	/**
	 * Returns how often something was taken from the process.
	 * @return the number that was counted last
	 */
	public int activations() {
		return this.activations.get();
	}

	/**
	 * Tells whether somebody may ask the process and the system for what it uses, and
	 * notes that he does.
	 * @param now the time in nanoseconds, as {@link System#nanoTime()} counts
	 * @return whether nobody has in the last second
	 */
	public boolean maySample(long now) {
		Long last = this.asked.get();
		return (last == null || now - last >= BETWEEN_SAMPLES) && this.asked.compareAndSet(last, now);
	}

	/**
	 * Notes that the process serves those who have something from it, and nobody else any
	 * more.
	 */
	void drain() {
		this.draining = true;
	}

	/**
	 * Tells whether the process serves no new clients any more.
	 * @return whether it was taken out of use
	 */
	public boolean isDraining() {
		return this.draining;
	}

}
