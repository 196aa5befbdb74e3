package io.github.comspring.core.rpc.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.transport.Peer;

/**
 * Logs what peers do wrong: for each of them the first of it, and then at most one line a
 * minute, so that nobody fills a disk by connecting. The others are there at debug level.
 * Safe from any thread.
 */
final class PeerComplaints {

	static final Duration PAUSE = Duration.ofMinutes(1);

	private static final Logger logger = System.getLogger(PeerComplaints.class.getName());

	private final LongSupplier now;

	/** How many peers are told apart: addresses are many. */
	static final int MOST = 1024;

	/** Stands for those that come when there are so many. */
	private static final Peer OTHERS = new Peer(Origin.REMOTE, null, null);

	/** One for each user of the machine, and one for each address. */
	private final Map<Peer, Pause> pauses = new ConcurrentHashMap<>();

	/**
	 * Creates complaints, of which none was made.
	 * @param now a clock in nanoseconds
	 */
	PeerComplaints(LongSupplier now) {
		this.now = now;
	}

	/**
	 * Logs what a peer did.
	 * @param peer the peer
	 * @param what what it did, a whole sentence
	 */
	void add(Peer peer, String what) {
		long time = this.now.getAsLong();
		Pause fresh = new Pause(new AtomicLong(time), new AtomicLong());
		Peer known = known(peer, time);
		Pause pause = this.pauses.putIfAbsent(known, fresh);
		if (pause == null) {
			logger.log(Level.WARNING, "{0}", what);
			return;
		}
		long before = pause.last.get();
		if (time - before < PAUSE.toNanos() || !pause.last.compareAndSet(before, time)) {
			pause.silent.incrementAndGet();
			logger.log(Level.DEBUG, "{0}", what);
			return;
		}
		long silent = pause.silent.getAndSet(0);
		logger.log(Level.WARNING, (silent == 0) ? "{0}" : "{0} There were {1} more of {2} since the last one", what,
				silent, known);
	}

	/**
	 * Forgets those of whom a line would be logged anyway, if there are too many.
	 */
	private Peer known(Peer peer, long time) {
		if (this.pauses.size() >= MOST && !this.pauses.containsKey(peer)) {
			this.pauses.values().removeIf((each) -> time - each.last.get() >= PAUSE.toNanos());
			return (this.pauses.size() >= MOST) ? OTHERS : peer;
		}
		return peer;
	}

	/**
	 * Since when nothing was logged of a peer.
	 *
	 * @param last when its last line was
	 * @param silent how many were left out since
	 */
	private record Pause(AtomicLong last, AtomicLong silent) {
	}

}
