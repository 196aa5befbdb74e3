package io.github.comspring.core.rpc.pdu;

/**
 * The peer binds with a minor version of the protocol that is not known here.
 */
public final class VersionException extends ProtocolException {

	private static final long serialVersionUID = 1L;

	private final int callId;

	/**
	 * Creates an exception.
	 * @param minor the minor version
	 * @param callId the number of the bind
	 */
	VersionException(int minor, int callId) {
		super("It speaks version 5." + minor + " of DCE/RPC");
		this.callId = callId;
	}

	/**
	 * Returns what an answer has to name.
	 * @return the number of the bind
	 */
	public int callId() {
		return this.callId;
	}

}
