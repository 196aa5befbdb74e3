package io.github.comspring.core.rpc.server;

import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.RpcFault;

/**
 * What a client offers before its calls is refused, which ends the connection.
 */
final class RefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient BindNak nak;

	private final int status;

	private RefusedException(BindNak nak, int status, String message) {
		super(message, null, false, false);
		this.nak = nak;
		this.status = status;
	}

	/**
	 * The message cannot be read, or has nothing in it.
	 * @param message what the client did, a phrase
	 * @return the exception
	 */
	static RefusedException malformed(String message) {
		return new RefusedException(BindNak.PROTOCOL_ERROR, RpcFault.PROTOCOL_ERROR, message);
	}

	/**
	 * The client broke a rule.
	 * @param message what it did, a phrase
	 * @return the exception
	 */
	static RefusedException broken(String message) {
		return new RefusedException(BindNak.NOT_SPECIFIED, RpcFault.PROTOCOL_ERROR, message);
	}

	/**
	 * The client is not who it ought to be.
	 * @param message what it did, a phrase
	 * @return the exception
	 */
	static RefusedException denied(String message) {
		return new RefusedException(BindNak.NOT_SPECIFIED, RpcFault.ACCESS_DENIED, message);
	}

	/**
	 * There is no room for the client's connection.
	 * @param message what is full, a phrase
	 * @return the exception
	 */
	static RefusedException full(String message) {
		return new RefusedException(BindNak.LIMIT_EXCEEDED, RpcFault.TOO_BUSY, message);
	}

	/**
	 * The client's token is not good.
	 * @param message why
	 * @return the exception
	 */
	static RefusedException badToken(String message) {
		return new RefusedException(BindNak.BAD_TOKEN, RpcFault.ACCESS_DENIED, message);
	}

	/**
	 * Nobody knows the authentication service that the client asks for.
	 * @param message what it asked for, a phrase
	 * @return the exception
	 */
	static RefusedException unknownService(String message) {
		return new RefusedException(BindNak.UNKNOWN_AUTHENTICATION, RpcFault.SECURITY_PACKAGE, message);
	}

	/**
	 * Returns the answer to {@code bind}.
	 * @return the reason
	 */
	BindNak nak() {
		return this.nak;
	}

	/**
	 * Returns the status of the fault that answers {@code alter_context}.
	 * @return the status
	 */
	int status() {
		return this.status;
	}

}
