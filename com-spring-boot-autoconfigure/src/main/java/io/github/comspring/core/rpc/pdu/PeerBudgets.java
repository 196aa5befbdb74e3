package io.github.comspring.core.rpc.pdu;

/**
 * How much of what a process has a single peer may use up, so that a peer at its limit
 * leaves enough for the others. A peer is a process that has introduced itself; those of
 * one operating-system user that have not are one peer together.
 *
 * @param callsToServer how many calls this process has under way to one server, without
 * those that are part of a call which it carries out: they are as many as such calls and
 * never wait for others to end
 * @param connections how many connections of one peer a server serves
 * @param calls how many calls of one peer a server carries out at once
 * @param strangers how many connections of peers that have not introduced themselves are
 * served, and how many more may be open that have not bound
 * @param strangersMessage how long the stub data of a request may be, in bytes, whose
 * sender has not introduced itself
 * @param memory how much memory all requests may take, in bytes, from their first
 * fragment until they are answered
 * @param memoryOfPeer how much of it those of one peer may take
 */
public record PeerBudgets(int callsToServer, int connections, int calls, int strangers, int strangersMessage,
		long memory, long memoryOfPeer) {

	/** How many calls to one server this process has under way if nobody says so. */
	private static final int CALLS_TO_SERVER = 256;

	/** How long a request of a stranger may be if nobody says so. */
	private static final int STRANGERS_MESSAGE = 64 << 10;

	/** So that many processes have room beside the one that takes most. */
	private static final int PEERS = 2;

	private static final int SMALL_PART = 8;

	private static final int PART_OF_HEAP = 2;

	/**
	 * Checks the budgets.
	 * @throws IllegalArgumentException if one of them is out of its range
	 */
	public PeerBudgets {
		if (Math.min(Math.min(callsToServer, connections), Math.min(calls, strangers)) < 1) {
			throw new IllegalArgumentException("A budget must be positive");
		}
		if (strangersMessage < 0 || memory < 0 || memoryOfPeer < 0) {
			throw new IllegalArgumentException("A budget must not be negative");
		}
	}

	/**
	 * Returns the budgets for a process that has so many connections and the heap of this
	 * one.
	 * @param connections how many connections
	 * @return the budgets
	 */
	public static PeerBudgets share(int connections) {
		int ofPeer = part(connections, PEERS);
		long memory = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
		return new PeerBudgets(CALLS_TO_SERVER, ofPeer, ofPeer, part(connections, SMALL_PART), STRANGERS_MESSAGE,
				memory, partOf(memory));
	}

	/**
	 * Returns how much of the memory for requests one peer may take if nobody says so.
	 * @param memory the memory for the requests of all, in bytes
	 * @return three quarters of it: most processes have one peer that works them
	 */
	public static long partOf(long memory) {
		return memory - memory / 4;
	}

	/**
	 * Returns budgets that hold nobody to less than what the process has.
	 * @param connections how many connections
	 * @param message how long a message may be, in bytes
	 * @return the budgets
	 */
	static PeerBudgets undivided(int connections, int message) {
		return new PeerBudgets(connections, connections, connections, connections, message, Long.MAX_VALUE,
				Long.MAX_VALUE);
	}

	/**
	 * Returns the budgets with room for the longest message of a peer, and one of another
	 * peer beside it.
	 */
	PeerBudgets withRoomFor(int message) {
		long ofPeer = Math.max(this.memoryOfPeer, message);
		long all = Math.max(this.memory, (ofPeer < Long.MAX_VALUE - message) ? ofPeer + message : ofPeer);
		return new PeerBudgets(this.callsToServer, this.connections, this.calls, this.strangers, this.strangersMessage,
				all, ofPeer);
	}

	private static int part(int whole, int parts) {
		return Math.max(1, whole / parts);
	}

}
