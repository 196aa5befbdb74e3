package io.github.comspring.core.rpc.pdu;

/**
 * What a server answers to a call that did not return: a fault PDU with a status. Thrown
 * by dispatchers; a client gets a {@link io.github.comspring.ComException} instead.
 */
public final class RpcFault extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** {@code nca_s_op_rng_error}: the interface has no such operation. */
	public static final int OPERATION_RANGE = 0x1C010002;

	/** {@code nca_s_unk_if}: nobody serves the interface. */
	public static final int UNKNOWN_INTERFACE = 0x1C010003;

	/** {@code nca_s_proto_error}: the client broke the protocol or exceeded a limit. */
	public static final int PROTOCOL_ERROR = 0x1C01000B;

	/** {@code RPC_S_NO_CALL_ACTIVE}: the client cancels a call that has not begun. */
	public static final int NO_CALL_ACTIVE = 0x6BD;

	/** {@code nca_s_fault_cancel}: the client has given the call up. */
	public static final int CANCELLED = 0x1C00000D;

	/** {@code nca_s_fault_remote_no_memory}: the server has no memory for the request. */
	public static final int NO_MEMORY = 0x1C00001B;

	/** {@code RPC_S_SERVER_TOO_BUSY}: the server carries out enough for this client. */
	public static final int TOO_BUSY = 0x6BB;

	/** {@code RPC_X_BAD_STUB_DATA}: the parameters cannot be read. */
	public static final int BAD_STUB_DATA = 0x6F7;

	/** {@code RPC_S_SEC_PKG_ERROR}: the authentication service is not the agreed one. */
	public static final int SECURITY_PACKAGE = 0x721;

	/** {@code ERROR_ACCESS_DENIED}. */
	public static final int ACCESS_DENIED = 5;

	private final int status;

	/**
	 * Creates a fault.
	 * @param status the status: one of these, or an HRESULT
	 * @param message what happened, for the server's log
	 */
	public RpcFault(int status, String message) {
		super(message, null, false, false);
		this.status = status;
	}

	/**
	 * Returns the status.
	 * @return the status that the client gets
	 */
	public int status() {
		return this.status;
	}

}
