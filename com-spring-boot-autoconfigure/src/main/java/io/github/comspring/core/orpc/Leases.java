package io.github.comspring.core.orpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.comspring.ComException;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import org.jspecify.annotations.Nullable;

/**
 * Gives references to remote objects back, all that have come together in one message to
 * each process. Safe from any thread; its own thread starts with the first lease.
 */
final class Leases implements AutoCloseable {

	private static final Logger logger = System.getLogger(Leases.class.getName());

	private final Consumer<RemoteObject> forgotten;

	private final ReferenceQueue<Object> returned = new ReferenceQueue<>();

	private final Set<Lease> open = ConcurrentHashMap.newKeySet();

	private @Nullable Thread thread;

	private boolean closed;

	/**
	 * Creates the leases.
	 * @param forgotten told of each object that nobody holds any more
	 */
	Leases(Consumer<RemoteObject> forgotten) {
		this.forgotten = forgotten;
	}

	/**
	 * Grants a lease.
	 * @param holder what holds the object
	 * @param object the object, which already counts the holder
	 * @return the lease, to be enqueued when the holder is closed
	 */
	Lease grant(Object holder, RemoteObject object) {
		start();
		Lease lease = new Lease(holder, object, this.returned);
		this.open.add(lease);
		return lease;
	}

	private synchronized void start() {
		if (this.thread == null && !this.closed) {
			this.thread = new Thread(this::run, "com-release");
			this.thread.setDaemon(true);
			this.thread.setContextClassLoader(Leases.class.getClassLoader());
			this.thread.start();
		}
	}

	private void run() {
		try {
			while (true) {
				release(this.returned.remove());
			}
		}
		catch (InterruptedException ex) {
			// The end of the connections gives back what is left
		}
	}

	private void release(Reference<?> first) {
		Map<RemoteProcess, List<InterfaceRef>> batches = new HashMap<>();
		for (@Nullable
		Reference<?> each = first; each != null; each = this.returned.poll()) {
			collect((Lease) each, batches);
		}
		batches.forEach(Leases::send);
	}

	private void collect(Lease lease, Map<RemoteProcess, List<InterfaceRef>> batches) {
		this.open.remove(lease);
		RemoteObject object = lease.object();
		List<InterfaceRef> owned = object.letGo();
		if (!owned.isEmpty()) {
			this.forgotten.accept(object);
			batches.computeIfAbsent(object.process(), (fresh) -> new ArrayList<>()).addAll(owned);
		}
	}

	private static void send(RemoteProcess process, List<InterfaceRef> references) {
		try {
			process.release(references);
		}
		catch (ComException ex) {
			// The process is gone, and the references with it
			logger.log(Level.DEBUG, "References to objects in the {0} were not given back: {1}", process,
					ex.getMessage());
		}
	}

	/**
	 * Ends the thread, and waits until it makes no more calls.
	 */
	@Override
	public void close() {
		Thread started;
		synchronized (this) {
			this.closed = true;
			started = this.thread;
		}
		if (started != null) {
			started.interrupt();
			join(started);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
