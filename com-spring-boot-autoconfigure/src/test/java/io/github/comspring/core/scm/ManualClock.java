package io.github.comspring.core.scm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is advanced.
 */
final class ManualClock extends Clock {

	private final AtomicReference<Instant> now;

	private final AtomicReference<Runnable> onNextRead = new AtomicReference<>(() -> {
	});

	ManualClock(Instant start) {
		this.now = new AtomicReference<>(start);
	}

	void advance(Duration time) {
		this.now.updateAndGet((instant) -> instant.plus(time));
	}

	/**
	 * Does something when somebody next looks at this clock, before they see it.
	 */
	void onNextRead(Runnable action) {
		this.onNextRead.set(action);
	}

	@Override
	public Instant instant() {
		this.onNextRead.getAndSet(() -> {
		}).run();
		return this.now.get();
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
