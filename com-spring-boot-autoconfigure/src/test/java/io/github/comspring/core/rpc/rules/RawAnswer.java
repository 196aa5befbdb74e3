package io.github.comspring.core.rpc.rules;

import java.io.IOException;

import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server says no with, field by field.
 *
 * @param callId what it answers
 * @param flags the flags of the header
 * @param status the status of a fault, or the reason of {@code bind_nak}
 * @param contextId the presentation context of a fault
 */
record RawAnswer(int callId, int flags, int status, int contextId) {

	private static final int BOTH = Pdu.FIRST | Pdu.LAST;

	private static final int NOT_EXECUTED = 0x20;

	static RawAnswer fault(int callId, int status, int contextId) {
		return new RawAnswer(callId, BOTH, status, contextId);
	}

	/**
	 * The fault of a call that has not begun.
	 */
	static RawAnswer notExecuted(int callId, int status, int contextId) {
		return new RawAnswer(callId, BOTH | NOT_EXECUTED, status, contextId);
	}

	static RawAnswer nak(int callId, int reason) {
		return new RawAnswer(callId, BOTH, reason, 0);
	}

	/**
	 * Reads a fault, whose hint says that nothing is behind it (MS-RPCE section 2.2.2.8).
	 */
	static RawAnswer readFault(RawPeer peer) throws IOException {
		Pdu pdu = peer.read();
		assertThat(pdu.type()).isEqualTo(PduType.FAULT);
		assertThat(pdu.frame().limit()).as("length").isEqualTo(32);
		assertThat(pdu.frame().getInt(16)).as("alloc_hint").isEqualTo(32);
		assertThat(pdu.frame().get(22)).as("cancel_count").isZero();
		assertThat(pdu.frame().get(23)).as("extended error").isZero();
		assertThat(pdu.frame().getInt(28)).as("reserved").isZero();
		return new RawAnswer(pdu.callId(), pdu.flags(), pdu.frame().getInt(24), pdu.frame().getShort(20));
	}

	/**
	 * Reads {@code bind_nak}, which names the one version that there is (C706 section
	 * 12.6.4.5, MS-RPCE section 2.2.2.9).
	 */
	static RawAnswer readNak(RawPeer peer) throws IOException {
		Pdu pdu = peer.read();
		assertThat(pdu.type()).isEqualTo(PduType.BIND_NAK);
		assertThat(pdu.authLength()).isZero();
		assertThat(pdu.frame().get(18)).as("number of versions").isEqualTo((byte) 1);
		assertThat(pdu.frame().get(19)).as("version").isEqualTo((byte) 5);
		assertThat(pdu.frame().get(20)).as("minor version").isZero();
		assertThat(pdu.frame().limit()).as("length").isEqualTo(24);
		return new RawAnswer(pdu.callId(), pdu.flags(), pdu.frame().getShort(16), 0);
	}

}
