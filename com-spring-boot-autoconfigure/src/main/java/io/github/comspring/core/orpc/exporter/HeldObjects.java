package io.github.comspring.core.orpc.exporter;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * How many objects of this process each client holds, of which none may hold more than
 * its share. Clients of one user that have not introduced themselves have one share among
 * them, however many connections they open. Safe from any thread.
 */
public final class HeldObjects {

	/** How much less than one that has introduced itself those have that have not. */
	private static final int STRANGERS = 8;

	private final int limit;

	private final Supplier<@Nullable String> user;

	private final ConcurrentMap<Long, Holding> holdings = new ConcurrentHashMap<>();

	/** By who they count for. */
	private final ConcurrentMap<Object, Integer> counts = new ConcurrentHashMap<>();

	/**
	 * Creates the counts.
	 * @param limit how many objects a client may hold
	 */
	public HeldObjects(int limit) {
		this(limit, HeldObjects::userOfCaller);
	}

	/**
	 * Creates the counts.
	 * @param limit how many objects a client may hold
	 * @param user tells whose process the client is that is about to hold one, or
	 * {@code null} if nobody knows
	 */
	HeldObjects(int limit, Supplier<@Nullable String> user) {
		this.limit = limit;
		this.user = user;
	}

	/**
	 * One that has not introduced itself gets objects by calls of its own alone.
	 */
	private static @Nullable String userOfCaller() {
		Caller caller = Caller.current();
		return (caller != null) ? caller.peer().user() : null;
	}

	/**
	 * Takes notice that a client is about to hold another object.
	 * @param client the client
	 * @throws ComException {@code E_OUTOFMEMORY} if it holds as many as it may
	 */
	void add(long client) {
		Holding held = this.holdings.compute(client,
				(same, present) -> (present != null) ? present.plus(1) : new Holding(payer(client), 1));
		int most = isStranger(client) ? Math.max(1, this.limit / STRANGERS) : this.limit;
		if (this.counts.merge(held.payer, 1, Integer::sum) > most) {
			remove(client);
			throw new ComException(HResult.E_OUTOFMEMORY, full(client, most));
		}
	}

	private static boolean isStranger(long client) {
		return client < 0;
	}

	private Object payer(long client) {
		return isStranger(client) ? String.valueOf(this.user.get()) : client;
	}

	private static String full(long client, int most) {
		String who = isStranger(client)
				? "Processes of a user that have not introduced themselves hold " + most
						+ " objects of this one, an eighth of what "
				: "A process holds " + most + " objects of this one, as many as ";
		return who + "comspring.rpc.per-peer.max-objects lets it. Have it close pointers and streams, or call "
				+ "for fewer: what it does not close itself is given back when its garbage collector has run";
	}

	/**
	 * Takes notice that a client holds an object no more.
	 * @param client the client
	 */
	void remove(long client) {
		this.holdings.computeIfPresent(client, (same, present) -> {
			this.counts.computeIfPresent(present.payer, (payer, count) -> (count > 1) ? count - 1 : null);
			return (present.count > 1) ? present.plus(-1) : null;
		});
	}

	/**
	 * Tells whether a client holds any object.
	 * @param client the client
	 * @return whether it does, or is about to
	 */
	boolean has(long client) {
		return this.holdings.containsKey(client);
	}

	/**
	 * Returns how many clients hold objects.
	 * @return the number
	 */
	int clients() {
		return Math.max(this.holdings.size(), this.counts.size());
	}

	/**
	 * What a client holds.
	 *
	 * @param payer who it counts for: the client, or the user of those that have not
	 * introduced themselves
	 * @param count how many objects
	 */
	private record Holding(Object payer, int count) {

		Holding plus(int change) {
			return new Holding(this.payer, this.count + change);
		}

	}

}
