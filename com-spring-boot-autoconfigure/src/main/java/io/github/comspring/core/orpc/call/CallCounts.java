package io.github.comspring.core.orpc.call;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.github.comspring.HResult;

/**
 * How the calls fare that come into a process. Safe from any thread.
 */
public final class CallCounts {

	/** How a call ends that the object could not carry out, whatever it was asked for. */
	private static final Set<HResult> ERRORS = Set.of(HResult.E_OUTOFMEMORY, HResult.RPC_E_SERVERFAULT);

	private final LongAdder calls = new LongAdder();

	private final AtomicInteger errorsInARow = new AtomicInteger();

	/**
	 * Takes notice of a call that begins.
	 */
	public void begun() {
		this.calls.increment();
	}

	/**
	 * Takes notice of what an object has done for a client.
	 */
	public void succeeded() {
		// Most are, and write nothing then
		if (this.errorsInARow.get() != 0) {
			this.errorsInARow.set(0);
		}
	}

	/**
	 * Takes notice of what an object has not done for a client. Out of memory, and what
	 * an interface does not declare, is an error; else it has done what it should.
	 * @param hresult how the call ends
	 */
	public void failed(HResult hresult) {
		if (ERRORS.contains(hresult)) {
			this.errorsInARow.incrementAndGet();
		}
		else {
			succeeded();
		}
	}

	/**
	 * Takes notice of an instance that was not created.
	 * @param thrown what the class object threw
	 */
	public void failed(Throwable thrown) {
		failed(CallFailure.hresult(thrown, null));
	}

	/**
	 * Returns how many calls have come in.
	 * @return the number, the calls of the runtime itself included
	 */
	public long calls() {
		return this.calls.sum();
	}

	/**
	 * Returns how many errors there were since something was done.
	 * @return the number
	 */
	public int errorsInARow() {
		return this.errorsInARow.get();
	}

}
