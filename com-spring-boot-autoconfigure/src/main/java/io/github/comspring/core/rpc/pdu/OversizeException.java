package io.github.comspring.core.rpc.pdu;

import java.io.IOException;

import io.github.comspring.HResult;

/**
 * A message is longer than what this process takes, or has memory for. All that is wrong
 * with the peer is that it allows more.
 */
public final class OversizeException extends IOException {

	private static final long serialVersionUID = 1L;

	private final int status;

	/**
	 * Creates an exception.
	 * @param length how long the message is at least, in bytes
	 * @param limit how long it may be, in bytes
	 */
	public OversizeException(long length, int limit) {
		super("It takes at least " + length + " bytes, and comspring.rpc.max-message-size of this process "
				+ "(unintroduced.max-message-size for who has not introduced itself) allows " + limit);
		this.status = HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA.value();
	}

	/**
	 * Creates an exception for a message that there is no memory for, as long as others
	 * take it.
	 * @param length how long the message is at least, in bytes
	 */
	OversizeException(long length) {
		super("It takes at least " + length + " bytes, and the requests that are under way leave less of "
				+ "comspring.rpc.per-peer.max-request-memory or comspring.rpc.max-request-memory of this process");
		this.status = RpcFault.NO_MEMORY;
	}

	/**
	 * Returns what a server answers to such a request.
	 * @return the status of the fault
	 */
	public int status() {
		return this.status;
	}

}
