package io.github.comspring.core.rpc.pdu;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * What the status of a fault means to the caller.
 */
public final class FaultStatus {

	private static final int WIN32 = 0x80070000;

	private FaultStatus() {
	}

	/**
	 * Turns a status into an exception.
	 * @param status a status of the protocol, an error code of Windows, or an HRESULT
	 * @param server the server that it comes from
	 * @return the exception
	 */
	public static ComException toException(int status, Endpoint server) {
		return new ComException(toHResult(status),
				"The server at " + server + " answered with fault 0x" + Integer.toHexString(status) + remedy(status));
	}

	private static String remedy(int status) {
		return switch (status) {
			case RpcFault.NO_MEMORY -> ": the requests of this process that it carries out take as much memory as it "
					+ "has for them. Send less at once, or give the server more heap or a higher "
					+ "comspring.rpc.per-peer.max-request-memory";
			case RpcFault.TOO_BUSY -> ": it carries out as many calls of this process as it may. Call less often at "
					+ "once, or set comspring.rpc.per-peer.max-calls of the server higher";
			default -> "";
		};
	}

	/**
	 * Turns a status into an HRESULT.
	 * @param status the status
	 * @return the HRESULT, a failure
	 */
	public static HResult toHResult(int status) {
		return switch (status) {
			case RpcFault.OPERATION_RANGE -> HResult.RPC_S_PROCNUM_OUT_OF_RANGE;
			case RpcFault.UNKNOWN_INTERFACE -> HResult.RPC_S_UNKNOWN_IF;
			case RpcFault.CANCELLED -> HResult.RPC_E_CALL_CANCELED;
			case RpcFault.NO_MEMORY -> HResult.E_OUTOFMEMORY;
			case RpcFault.PROTOCOL_ERROR -> HResult.RPC_S_PROTOCOL_ERROR;
			default -> (status < 0) ? HResult.of(status)
					: (status > 0 && status <= 0xFFFF) ? HResult.of(WIN32 | status) : HResult.RPC_S_CALL_FAILED;
		};
	}

}
