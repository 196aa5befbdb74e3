package io.github.comspring.core.orpc.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * The references to objects of one other process that are to be given back: one message
 * at a time, in the order in which they were let go, all that have come together in one.
 * What may not have arrived is said again under the same number, until the process has it
 * or is gone. Safe from any thread.
 * <p>
 * A process that takes long holds up itself alone: one thread and one connection wait for
 * it. There is nothing to be won by waiting less. Who is destroyed last must not be so
 * first, so that the next message would have to wait all the same; and a call that is
 * given up is cancelled in the other process, where it may be about to destroy an object
 * that does not bear to be interrupted. Nor do more and more messages wait: an object
 * counts as held there until its release begins, so that a process that goes on to serve
 * while its objects hang in their end refuses further ones at its limit, and one that
 * hangs as a whole hands out none.
 */
final class Releases {

	private static final Logger logger = System.getLogger(Releases.class.getName());

	/** How many references one message gives back. */
	private static final int BATCH = 1000;

	/** After which a release is said again: it need not have arrived, and may then. */
	private static final Set<HResult> PASSING = Set.of(HResult.RPC_S_CALL_FAILED, HResult.RPC_E_CALL_CANCELED,
			HResult.RPC_E_TIMEOUT, HResult.RPC_S_SERVER_TOO_BUSY, HResult.RPC_S_OUT_OF_RESOURCES,
			HResult.E_OUTOFMEMORY);

	/** How long to wait before that, each time. */
	private static final List<Duration> PAUSES = Stream.of(50, 200, 800, 3200, 12800).map(Duration::ofMillis).toList();

	/** How many releases this process has sent, to whichever process. */
	private static final AtomicLong sent = new AtomicLong();

	private final Endpoint endpoint;

	private final RemUnknown process;

	/** The references to each object. */
	@GuardedBy("this")
	private List<List<InterfaceRef>> waiting = new ArrayList<>();

	@GuardedBy("this")
	private boolean sending;

	/**
	 * Creates releases, of which there are none.
	 * @param endpoint where the process listens
	 * @param process what they are said to
	 */
	Releases(Endpoint endpoint, RemUnknown process) {
		this.endpoint = endpoint;
		this.process = process;
	}

	/**
	 * Gives references back soon.
	 * @param objects the references to each object
	 * @param executor does it if nobody does it already
	 * @param given told of how many objects they have been given back
	 * @throws RuntimeException if the executor does not; they go with the next ones then
	 */
	void add(List<List<InterfaceRef>> objects, ExecutorService executor, IntConsumer given) {
		synchronized (this) {
			this.waiting.addAll(objects);
			if (this.sending) {
				return;
			}
			this.sending = true;
		}
		boolean begun = false;
		try {
			executor.execute(() -> sendAll(executor, given));
			begun = true;
		}
		finally {
			if (!begun) {
				synchronized (this) {
					this.sending = false;
				}
			}
		}
	}

	private void sendAll(ExecutorService executor, IntConsumer given) {
		for (List<List<InterfaceRef>> batch = next(); !batch.isEmpty(); batch = next()) {
			List<InterfaceRef> references = batch.stream().flatMap(List::stream).toList();
			for (int i = 0; i < references.size() && !executor.isShutdown(); i += BATCH) {
				send(references.subList(i, Math.min(references.size(), i + BATCH)), executor);
			}
			tell(given, batch.size());
		}
	}

	private void tell(IntConsumer given, int count) {
		try {
			given.accept(count);
		}
		catch (RuntimeException | Error ex) {
			// What comes later is to be given back all the same
			FailureLog.log(logger, Level.WARNING,
					"Nobody knows that objects of the process at " + this.endpoint + " were given back", ex);
		}
	}

	private synchronized List<List<InterfaceRef>> next() {
		List<List<InterfaceRef>> batch = this.waiting;
		this.waiting = new ArrayList<>();
		this.sending = !batch.isEmpty();
		return batch;
	}

	private void send(List<InterfaceRef> references, ExecutorService executor) {
		long number = sent.incrementAndGet();
		Iterator<Duration> pauses = PAUSES.iterator();
		while (!send(references, number, pauses.hasNext()) && !executor.isShutdown()) {
			LockSupport.parkNanos(pauses.next().toNanos());
			// Of code that interrupts whatever thread it finds
			Thread.interrupted();
		}
	}

	/**
	 * Says once that references are given back.
	 * @param again whether it can be said again
	 * @return whether that is not needed, or of no use
	 */
	private boolean send(List<InterfaceRef> references, long number, boolean again) {
		try {
			this.process.release(references, number);
			return true;
		}
		catch (RuntimeException | Error ex) {
			boolean passing = ex instanceof ComException failure && PASSING.contains(failure.hresult());
			if (passing && again) {
				return false;
			}
			// Mostly the process is gone, and the references with it
			FailureLog.log(logger, passing ? Level.WARNING : Level.DEBUG,
					"References to objects in the process at " + this.endpoint + " were not given back", ex);
			return true;
		}
	}

}
