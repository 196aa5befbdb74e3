package io.github.comspring.core.orpc.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import org.jspecify.annotations.Nullable;

/**
 * Gives references to remote objects back, all that have come together in one message to
 * each process. Safe from any thread; its threads start with the first lease.
 */
public final class Leases implements AutoCloseable {

	private static final Logger logger = System.getLogger(Leases.class.getName());

	private final Consumer<RemoteObject> forgotten;

	private final RemoteProcesses processes;

	private final ReferenceQueue<Object> returned = new ReferenceQueue<>();

	private final Set<Lease> open = ConcurrentHashMap.newKeySet();

	/** One thread for each process that is told at the moment. */
	private final ExecutorService senders = Executors.newCachedThreadPool(BackgroundThread.factory("com-release-to"));

	private @Nullable Thread thread;

	private volatile boolean closed;

	/**
	 * Creates the leases.
	 * @param forgotten told of each object that nobody holds any more
	 * @param processes told of them once they have been given back
	 */
	public Leases(Consumer<RemoteObject> forgotten, RemoteProcesses processes) {
		this.forgotten = forgotten;
		this.processes = processes;
	}

	/**
	 * Grants a lease.
	 * @param holder what holds the object
	 * @param object the object, which already counts the holder
	 * @return the lease, to be enqueued when the holder is closed
	 */
	public Lease grant(Object holder, RemoteObject object) {
		start();
		Lease lease = new Lease(holder, object, this.returned);
		this.open.add(lease);
		return lease;
	}

	/**
	 * Counts the leases.
	 * @return how many have not come back
	 */
	public int size() {
		return this.open.size();
	}

	private synchronized void start() {
		if (this.thread == null && !this.closed) {
			Thread started = BackgroundThread.unstarted("com-release", this::run);
			started.start();
			// Now, as one that could not be started is started with the next lease
			this.thread = started;
		}
	}

	private void run() {
		while (!this.closed) {
			try {
				release(this.returned.remove());
			}
			catch (InterruptedException ex) {
				// The end, or code that interrupts whatever thread it finds
			}
			catch (RuntimeException | Error ex) {
				FailureLog.log(logger, Level.WARNING, "References to objects in other processes are given back later",
						ex);
			}
		}
	}

	private void release(Reference<?> first) {
		Map<RemoteProcess, List<List<InterfaceRef>>> batches = new LinkedHashMap<>();
		for (@Nullable
		Reference<?> each = first; each != null; each = this.returned.poll()) {
			collect((Lease) each, batches);
		}
		batches.forEach(this::send);
	}

	private void collect(Lease lease, Map<RemoteProcess, List<List<InterfaceRef>>> batches) {
		this.open.remove(lease);
		RemoteObject object = lease.object();
		List<InterfaceRef> owned = object.letGo();
		if (owned != null) {
			this.forgotten.accept(object);
			batches.computeIfAbsent(object.process(), (fresh) -> new ArrayList<>()).add(owned);
		}
	}

	/**
	 * Gives references back without a lease.
	 * @param process the process, which counts an object for them
	 * @param references the references
	 */
	public void giveBack(RemoteProcess process, List<InterfaceRef> references) {
		if (references.isEmpty()) {
			this.processes.release(process, 1);
		}
		else {
			send(process, List.of(references));
		}
	}

	private void send(RemoteProcess process, List<List<InterfaceRef>> objects) {
		try {
			process.releases().add(objects, this.senders, (count) -> this.processes.release(process, count));
		}
		catch (RuntimeException | Error ex) {
			logger.log(this.closed ? Level.DEBUG : Level.WARNING,
					"References to objects in the " + process + " are given back with the next ones", ex);
		}
	}

	/**
	 * Ends the threads, and waits until they make no more calls. The end of the
	 * connections gives back what is left.
	 */
	@Override
	public void close() {
		Thread started;
		synchronized (this) {
			this.closed = true;
			started = this.thread;
		}
		this.senders.shutdownNow();
		try {
			if (started != null) {
				started.interrupt();
				started.join();
			}
			while (!this.senders.awaitTermination(1, TimeUnit.MINUTES)) {
				logger.log(Level.WARNING, "References to objects in other processes are still given back");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
