package io.github.comspring.core.rpc.client;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A server does not serve the interface that a client wants to bind to, or serves another
 * version of it: {@code RPC_S_UNKNOWN_IF} or {@code RPC_E_VERSION_MISMATCH}.
 */
public final class RejectedInterfaceException extends ComException {

	private static final long serialVersionUID = 1L;

	private final transient SyntaxId asked;

	private final transient @Nullable SyntaxId served;

	/**
	 * Creates an exception.
	 * @param server the server
	 * @param asked the interface that the client has
	 * @param served the interface that the server has, or {@code null} for none
	 */
	public RejectedInterfaceException(Endpoint server, SyntaxId asked, @Nullable SyntaxId served) {
		super((served != null) ? HResult.RPC_E_VERSION_MISMATCH : HResult.RPC_S_UNKNOWN_IF,
				"The server at " + server
						+ ((served != null) ? " has interface " + served : " has no interface " + asked.uuid())
						+ ", this process has " + asked);
		this.asked = asked;
		this.served = served;
	}

	/**
	 * Returns the interface that the client has.
	 * @return the interface
	 */
	public SyntaxId asked() {
		return this.asked;
	}

	/**
	 * Returns the interface that the server has.
	 * @return the interface in another version, or {@code null} if the server has none
	 */
	public @Nullable SyntaxId served() {
		return this.served;
	}

}
