package io.github.comspring.core.scm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is advanced, and may be set.
 */
final class ManualClock extends Clock {

	private final AtomicReference<Instant> now;

	private final AtomicLong ticks = new AtomicLong();

	private final AtomicReference<Runnable> onNextRead = new AtomicReference<>(() -> {
	});

	ManualClock(Instant start) {
		this.now = new AtomicReference<>(start);
	}

	void advance(Duration time) {
		this.ticks.addAndGet(time.toNanos());
		set(time);
	}

	/**
	 * Sets the clock on the wall, while no time passes.
	 */
	void set(Duration forward) {
		this.now.updateAndGet((instant) -> instant.plus(forward));
	}

	/**
	 * Returns the time that has passed since the start, in nanoseconds.
	 */
	long ticks() {
		look();
		return this.ticks.get();
	}

	/**
	 * Does something when somebody next looks at this clock, before they see it.
	 */
	void onNextRead(Runnable action) {
		this.onNextRead.set(action);
	}

	@Override
	public Instant instant() {
		look();
		return this.now.get();
	}

	private void look() {
		this.onNextRead.getAndSet(() -> {
		}).run();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
