package io.github.comspring.core.rpc.server;

import io.github.comspring.core.rpc.pdu.MessageMemory;

/**
 * The memory of the request that is under way on one connection, paid by its peer. Used
 * by the connection's thread alone.
 */
final class RequestMemory implements MessageMemory {

	private final PeerAccount account;

	private int taken;

	RequestMemory(PeerAccount account) {
		this.account = account;
	}

	@Override
	public boolean take(int bytes) {
		boolean given = this.account.take(bytes);
		this.taken += given ? bytes : 0;
		return given;
	}

	/**
	 * Gives all back once the request is answered or not any more of interest.
	 */
	void giveBack() {
		if (this.taken > 0) {
			this.account.give(this.taken);
			this.taken = 0;
		}
	}

}
