package io.github.comspring.core.rpc.server;

import java.nio.ByteBuffer;
import java.util.Objects;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.FragmentSecurity;
import io.github.comspring.core.rpc.pdu.MessageMemory;
import io.github.comspring.core.rpc.pdu.OversizeException;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.Reassembly;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.pdu.WireGuid;
import org.jspecify.annotations.Nullable;

/**
 * Puts one request together from its fragments at the server's end.
 */
public final class RequestReader {

	private static final int FIXED = Pdu.HEADER + 8;

	private final ServerSecurity security;

	private final Reassembly whole;

	private int callId;

	private int contextId;

	private int opnum;

	private boolean started;

	private @Nullable Guid object;

	private @Nullable FragmentSecurity protection;

	/** Why the request is not taken, once it is longer than what is. */
	private @Nullable OversizeException excess;

	public RequestReader(RpcLimits limits, ServerSecurity security, MessageMemory memory) {
		this.security = security;
		this.whole = new Reassembly(limits, null, memory);
	}

	/**
	 * Takes a fragment of the request. One that is too long is read to its end all the
	 * same, and dropped, so that the connection can go on.
	 * @param pdu the fragment
	 * @return whether it was the last one
	 * @throws ProtocolException if it does not follow the ones before
	 * @throws RpcFault if it was changed on its way
	 */
	public boolean add(Pdu pdu) throws ProtocolException {
		SecurityTrailer trailer = SecurityTrailer.of(pdu);
		int stubOffset = FIXED + (pdu.has(Pdu.OBJECT) ? 16 : 0);
		if (pdu.frame().limit() < stubOffset) {
			throw new ProtocolException("It sent a request without a header");
		}
		FragmentSecurity protector = this.security.protection(trailer);
		if (!this.started) {
			begin(pdu, protector);
		}
		else if (pdu.has(Pdu.FIRST) || pdu.callId() != this.callId) {
			throw new ProtocolException("It began a request within another one");
		}
		else if (!Objects.equals(protector, this.protection)) {
			throw new ProtocolException("It changed the protection within a request");
		}
		add((protector != null) ? protector.unprotect(pdu, trailer, stubOffset)
				: SecurityTrailer.unprotectedStub(pdu, trailer, stubOffset), pdu.frame().getInt(Pdu.HEADER));
		return pdu.has(Pdu.LAST);
	}

	private void add(ByteBuffer stub, int announced) throws ProtocolException {
		try {
			this.whole.add(stub, announced);
		}
		catch (OversizeException ex) {
			this.excess = ex;
		}
	}

	/**
	 * Checks that all of the request was taken.
	 * @throws RpcFault if it is too long, or there was no memory for it
	 */
	void requireTaken() {
		if (this.excess != null) {
			throw new RpcFault(this.excess.status(), this.excess.getMessage());
		}
	}

	private void begin(Pdu pdu, @Nullable FragmentSecurity protector) throws ProtocolException {
		if (!pdu.has(Pdu.FIRST)) {
			throw new ProtocolException("It continued a request that it had not begun");
		}
		if (pdu.has(Pdu.PENDING_CANCEL)) {
			throw new RpcFault(RpcFault.NO_CALL_ACTIVE, "It cancelled a call before it had begun it");
		}
		ByteBuffer frame = pdu.frame();
		this.started = true;
		this.protection = protector;
		this.callId = pdu.callId();
		this.contextId = Short.toUnsignedInt(frame.getShort(20));
		this.opnum = Short.toUnsignedInt(frame.getShort(22));
		if (pdu.has(Pdu.OBJECT)) {
			this.object = WireGuid.get(frame.position(FIXED));
		}
	}

	int callId() {
		return this.callId;
	}

	/**
	 * Returns what a fault has to name.
	 * @param pdu the fragment that was not taken
	 * @return the number of the request that was begun, or else of the fragment
	 */
	int failedCallId(Pdu pdu) {
		return this.started ? this.callId : pdu.callId();
	}

	int contextId() {
		return this.contextId;
	}

	int opnum() {
		return this.opnum;
	}

	@Nullable Guid object() {
		return this.object;
	}

	@Nullable FragmentSecurity protection() {
		return this.protection;
	}

	public ByteBuffer stub() {
		return this.whole.data();
	}

}
