package io.github.comspring.core.orpc.exporter;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * How many objects of this process each client holds, of which none may hold more than
 * its share. Safe from any thread.
 */
public final class HeldObjects {

	private final int limit;

	private final ConcurrentMap<Long, Integer> counts = new ConcurrentHashMap<>();

	/**
	 * Creates the counts.
	 * @param limit how many objects a client may hold
	 */
	public HeldObjects(int limit) {
		this.limit = limit;
	}

	/**
	 * Takes notice that a client is about to hold another object.
	 * @param client the client
	 * @throws ComException {@code E_OUTOFMEMORY} if it holds as many as it may
	 */
	void add(long client) {
		if (this.counts.merge(client, 1, Integer::sum) > this.limit) {
			remove(client);
			throw new ComException(HResult.E_OUTOFMEMORY, "A process holds " + this.limit
					+ " objects of this one, as many as "
					+ "comspring.rpc.per-peer.max-objects lets it. Have it close pointers, or call for fewer "
					+ "objects: what it does not close itself is given back when its garbage collector has run");
		}
	}

	/**
	 * Takes notice that a client holds an object no more.
	 * @param client the client
	 */
	void remove(long client) {
		this.counts.computeIfPresent(client, (same, present) -> (present > 1) ? present - 1 : null);
	}

	/**
	 * Tells whether a client holds any object.
	 * @param client the client
	 * @return whether it does, or is about to
	 */
	boolean has(long client) {
		return this.counts.containsKey(client);
	}

	/**
	 * Returns how many clients hold objects.
	 * @return the number
	 */
	int clients() {
		return this.counts.size();
	}

}
