package io.github.comspring.core.orpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

import io.github.comspring.core.orpc.wire.InterfaceRef;

/**
 * The references to objects of one other process that are to be given back: one message
 * at a time, in the order in which they were let go, all that have come together in one.
 * A process that takes long holds up itself alone. Safe from any thread.
 */
final class Releases {

	private static final Logger logger = System.getLogger(Releases.class.getName());

	private final RemoteProcess process;

	/** The references to each object; guarded by {@code this}. */
	private List<List<InterfaceRef>> waiting = new ArrayList<>();

	/** Guarded by {@code this}. */
	private boolean sending;

	Releases(RemoteProcess process) {
		this.process = process;
	}

	/**
	 * Gives references back soon.
	 * @param objects the references to each object
	 * @param executor does it if nobody does it already
	 * @param given told of how many objects they have been given back
	 * @throws RuntimeException if the executor does not; they go with the next ones then
	 */
	void add(List<List<InterfaceRef>> objects, Executor executor, IntConsumer given) {
		synchronized (this) {
			this.waiting.addAll(objects);
			if (this.sending) {
				return;
			}
			this.sending = true;
		}
		boolean begun = false;
		try {
			executor.execute(() -> sendAll(given));
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

	private void sendAll(IntConsumer given) {
		for (List<List<InterfaceRef>> batch = next(); !batch.isEmpty(); batch = next()) {
			send(batch.stream().flatMap(List::stream).toList());
			tell(given, batch.size());
		}
	}

	private void tell(IntConsumer given, int count) {
		try {
			given.accept(count);
		}
		catch (RuntimeException | Error ex) {
			// What comes later is to be given back all the same
			logger.log(Level.WARNING, () -> "Nobody knows that objects of the " + this.process + " were given back",
					ex);
		}
	}

	private synchronized List<List<InterfaceRef>> next() {
		List<List<InterfaceRef>> batch = this.waiting;
		this.waiting = new ArrayList<>();
		this.sending = !batch.isEmpty();
		return batch;
	}

	private void send(List<InterfaceRef> batch) {
		try {
			this.process.release(batch);
		}
		catch (RuntimeException | Error ex) {
			// Mostly the process is gone, and the references with it
			logger.log(Level.DEBUG, () -> "References to objects in the " + this.process + " were not given back", ex);
		}
	}

}
