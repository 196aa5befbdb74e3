package io.github.comspring.core.reference;

import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * A count of references that can be closed: once closed it admits no more, so that
 * closing at zero and admitting cannot both happen. Safe from any thread, without locks.
 */
public final class ReferenceCount {

	private static final long CLOSED = 1L << 62;

	private final AtomicLong state;

	/**
	 * Creates a count without references.
	 */
	public ReferenceCount() {
		this(0);
	}

	/**
	 * Creates a count.
	 * @param references how many references there are
	 */
	public ReferenceCount(int references) {
		this.state = new AtomicLong(references);
	}

	/**
	 * Adds a reference unless the count is closed.
	 * @return whether the reference was added
	 */
	public boolean tryAcquire() {
		while (true) {
			long before = this.state.get();
			if ((before & CLOSED) != 0) {
				return false;
			}
			if (this.state.compareAndSet(before, before + 1)) {
				return true;
			}
		}
	}

	/**
	 * Adds a reference, closed or not.
	 * @return the new count
	 */
	public int acquire() {
		return count(this.state.incrementAndGet());
	}

	/**
	 * Takes a reference back.
	 * @return the new count
	 * @throws ComException {@code E_UNEXPECTED} if there was none, and the count is
	 * unchanged
	 */
	public int release() {
		return release(false);
	}

	/**
	 * Takes a reference back, and closes the count in the same step if it was the last.
	 * @return the new count
	 * @throws ComException {@code E_UNEXPECTED} if there was none, and the count is
	 * unchanged
	 */
	public int releaseAndCloseAtZero() {
		return release(true);
	}

	private int release(boolean closeAtZero) {
		while (true) {
			long before = this.state.get();
			int after = count(before) - 1;
			if (after < 0) {
				throw new ComException(HResult.E_UNEXPECTED, "A reference was released that nobody holds");
			}
			long closed = (closeAtZero && after == 0) ? CLOSED : (before & CLOSED);
			if (this.state.compareAndSet(before, closed | after)) {
				return after;
			}
		}
	}

	/**
	 * Takes the last reference back and closes the count in the same step.
	 * @return whether that was done; {@code false} if there are other references, and
	 * nothing has changed
	 */
	public boolean releaseLastAndClose() {
		return this.state.compareAndSet(1, CLOSED) || this.state.compareAndSet(CLOSED | 1, CLOSED);
	}

	/**
	 * Closes the count if there are no references.
	 * @return whether it is closed now
	 */
	public boolean closeIfZero() {
		return this.state.compareAndSet(0, CLOSED) || isClosed();
	}

	/**
	 * Closes the count, whatever it is.
	 */
	public void close() {
		this.state.accumulateAndGet(CLOSED, (before, closed) -> before | closed);
	}

	/**
	 * Opens the count again.
	 */
	public void open() {
		this.state.accumulateAndGet(~CLOSED, (before, mask) -> before & mask);
	}

	/**
	 * Tells whether the count is closed.
	 * @return whether {@link #tryAcquire()} would fail
	 */
	public boolean isClosed() {
		return (this.state.get() & CLOSED) != 0;
	}

	/**
	 * Returns the count.
	 * @return the number of references
	 */
	public int get() {
		return count(this.state.get());
	}

	private static int count(long state) {
		return (int) (state & ~CLOSED);
	}

}
