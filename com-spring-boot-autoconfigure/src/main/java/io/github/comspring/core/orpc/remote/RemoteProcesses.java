package io.github.comspring.core.orpc.remote;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The other processes that this one knows by their numbers: those whose objects it holds,
 * and the latest of those that it held some of, as it may soon do so again. The others
 * are disconnected from. Safe from any thread.
 */
public final class RemoteProcesses {

	/** How many processes are remembered without objects. */
	public static final int REMEMBERED = 64;

	private final Consumer<RemoteProcess> forgotten;

	private final Consumer<Endpoint> disconnect;

	@GuardedBy("this")
	private final Map<Long, Known> known = new HashMap<>();

	/** Those without objects, the oldest first. */
	@GuardedBy("this")
	private final Map<Long, RemoteProcess> idle = new LinkedHashMap<>();

	/**
	 * Creates the processes, of which there are none.
	 * @param forgotten told of each process of which nothing is held any more, before it
	 * can be known again
	 * @param disconnect ends the connections to an endpoint at which no known process
	 * listens any more
	 */
	public RemoteProcesses(Consumer<RemoteProcess> forgotten, Consumer<Endpoint> disconnect) {
		this.forgotten = forgotten;
		this.disconnect = disconnect;
	}

	/**
	 * Takes notice of an object of a process.
	 * @param oxid the process
	 * @param fresh makes it if it is not known
	 * @return the process, to be released once for the object
	 */
	public synchronized RemoteProcess acquire(long oxid, Supplier<RemoteProcess> fresh) {
		RemoteProcess present = acquire(oxid);
		if (present != null) {
			return present;
		}
		Known added = new Known(fresh.get());
		added.objects = 1;
		this.known.put(oxid, added);
		return added.process;
	}

	/**
	 * Takes notice of an object of a process that is known.
	 * @param oxid the process
	 * @return the process, to be released once for the object, or {@code null} if it is
	 * not known
	 */
	public synchronized @Nullable RemoteProcess acquire(long oxid) {
		Known found = this.known.get(oxid);
		if (found == null) {
			return null;
		}
		found.objects++;
		this.idle.remove(oxid);
		return found.process;
	}

	/**
	 * Takes notice that objects of a process are not held any more, and have been given
	 * back.
	 * @param process the process
	 * @param objects how many
	 */
	public void release(RemoteProcess process, int objects) {
		RemoteProcess forgotten = countDown(process, objects);
		if (forgotten != null && !isKnown(forgotten.endpoint())) {
			this.disconnect.accept(forgotten.endpoint());
		}
	}

	private synchronized @Nullable RemoteProcess countDown(RemoteProcess process, int objects) {
		Known found = this.known.get(process.oxid());
		if (found == null || found.process != process) {
			return null;
		}
		found.objects -= objects;
		if (found.objects > 0) {
			return null;
		}
		this.idle.put(process.oxid(), process);
		if (this.idle.size() <= REMEMBERED) {
			return null;
		}
		RemoteProcess oldest = remove(this.idle.keySet().iterator().next());
		if (oldest != null) {
			this.forgotten.accept(oldest);
		}
		return oldest;
	}

	private synchronized boolean isKnown(Endpoint endpoint) {
		return this.known.values().stream().anyMatch((each) -> each.process.endpoint().equals(endpoint));
	}

	/**
	 * Forgets a process, such as one that has ended.
	 * @param oxid the process
	 * @return the process, or {@code null} if it was not known
	 */
	public synchronized @Nullable RemoteProcess remove(long oxid) {
		this.idle.remove(oxid);
		Known removed = this.known.remove(oxid);
		return (removed != null) ? removed.process : null;
	}

	/**
	 * Counts the processes.
	 * @return how many are known
	 */
	public synchronized int size() {
		return this.known.size();
	}

	/**
	 * A process with the number of its objects that are held.
	 */
	private static final class Known {

		private final RemoteProcess process;

		private int objects;

		Known(RemoteProcess process) {
			this.process = process;
		}

	}

}
