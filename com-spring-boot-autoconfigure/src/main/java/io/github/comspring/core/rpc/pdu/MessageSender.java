package io.github.comspring.core.rpc.pdu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and responses, in as many fragments as they take.
 *
 * @param channel the connection
 * @param maxTransmit the largest fragment that the peer takes
 * @param security protects the fragments, or {@code null} for none
 */
public record MessageSender(PduChannel channel, int maxTransmit, @Nullable FragmentSecurity security) {

	private static final int FIXED = Pdu.HEADER + 8;

	/** How long a fault is, which is what its hint says if there is nothing behind it. */
	private static final int FAULT = FIXED + 8;

	/**
	 * Sends a request.
	 * @param callId the number of the call
	 * @param contextId the presentation context
	 * @param opnum the number of the operation
	 * @param object the object, or {@code null} for none
	 * @param stub the stub data
	 * @throws IOException if the connection broke
	 */
	public void request(int callId, int contextId, int opnum, @Nullable Guid object, List<ByteBuffer> stub)
			throws IOException {
		send(PduType.REQUEST, callId, contextId | opnum << 16, object, new StubCursor(stub));
	}

	/**
	 * Sends a response.
	 * @param callId the call
	 * @param contextId the presentation context
	 * @param stub the stub data
	 * @throws IOException if the connection broke
	 */
	public void response(int callId, int contextId, List<ByteBuffer> stub) throws IOException {
		send(PduType.RESPONSE, callId, contextId, null, new StubCursor(stub));
	}

	private void send(PduType type, int callId, int contextAndOpnum, @Nullable Guid object, StubCursor stub)
			throws IOException {
		int stubOffset = FIXED + ((object != null) ? 16 : 0);
		int overhead = (this.security != null) ? this.security.overhead() : 0;
		int room = (this.maxTransmit - stubOffset - overhead) & ~7;
		int flags = Pdu.FIRST | ((object != null) ? Pdu.OBJECT : 0);
		do {
			int part = Math.min(room, stub.remaining());
			ByteBuffer frame = this.channel.begin(type, callId, stubOffset + part + overhead);
			frame.putInt(stub.remaining()).putInt(contextAndOpnum);
			if (object != null) {
				WireGuid.put(frame, object);
			}
			stub.get(frame, part);
			flags |= (stub.remaining() == 0) ? Pdu.LAST : 0;
			int signature = (this.security != null) ? this.security.protect(frame, flags, stubOffset) : 0;
			this.channel.send(flags, signature);
			flags &= ~Pdu.FIRST;
		}
		while (stub.remaining() > 0);
	}

	/**
	 * Sends a fault. It is never protected: clients look at the status alone, and not all
	 * of them expect it to be sealed.
	 * @param channel the connection
	 * @param callId the call
	 * @param contextId the presentation context
	 * @param status the status
	 * @throws IOException if the connection broke
	 */
	public static void fault(PduChannel channel, int callId, int contextId, int status) throws IOException {
		boolean begun = status != RpcFault.OPERATION_RANGE && status != RpcFault.UNKNOWN_INTERFACE
				&& status != RpcFault.NO_CALL_ACTIVE;
		fault(channel, callId, contextId, status, begun ? 0 : Pdu.NOT_EXECUTED);
	}

	/**
	 * Sends a fault after which no request is read. The client does not try its luck with
	 * the connection again.
	 * @param channel the connection
	 * @param callId the call
	 * @param contextId the presentation context
	 * @param status the status
	 * @throws IOException if the connection broke
	 */
	public static void lastFault(PduChannel channel, int callId, int contextId, int status) throws IOException {
		fault(channel, callId, contextId, status);
		shutdown(channel);
	}

	/**
	 * Sends a fault to what was no call, after which no request is read.
	 * @param channel the connection
	 * @param callId what is answered
	 * @param status the status
	 * @throws IOException if the connection broke
	 */
	public static void refusal(PduChannel channel, int callId, int status) throws IOException {
		fault(channel, callId, 0, status, Pdu.NOT_EXECUTED);
		shutdown(channel);
	}

	private static void fault(PduChannel channel, int callId, int contextId, int status, int flags) throws IOException {
		ByteBuffer frame = channel.begin(PduType.FAULT, callId, FAULT);
		frame.putInt(FAULT).putInt(contextId).putInt(status).putInt(0);
		channel.send(Pdu.FIRST | Pdu.LAST | flags, 0);
	}

	/**
	 * Tells the client that no request is read any more, if it is still there. A message
	 * of its own, for clients that take what they read at once for one fragment.
	 * @param channel the connection
	 */
	public static void shutdown(PduChannel channel) {
		try {
			channel.begin(PduType.SHUTDOWN, 0, Pdu.HEADER);
			channel.send(Pdu.FIRST | Pdu.LAST, 0);
		}
		catch (IOException ex) {
			// The client closed first
		}
	}

}
