package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * A security context on a connection, as it protects fragments.
 *
 * @param context the security context
 * @param id its number on the connection ({@code auth_context_id})
 */
public record FragmentSecurity(SecurityContext context, int id) {

	/** Padding before the trailer, enough for block ciphers. */
	private static final int ALIGNMENT = 16;

	/**
	 * Returns how many bytes protection adds to a fragment at most.
	 * @return the number
	 */
	int overhead() {
		int signature = this.context.signatureLength();
		return (signature == 0) ? 0 : ALIGNMENT + SecurityTrailer.LENGTH + signature;
	}

	/**
	 * Signs a fragment that is about to be sent, and seals it if the level asks for it.
	 * @param frame the fragment, complete up to its trailer
	 * @param flags the flags of its header
	 * @param stubOffset where the stub data begins
	 * @return the length of the signature that was added
	 */
	int protect(ByteBuffer frame, int flags, int stubOffset) {
		int signatureLength = this.context.signatureLength();
		if (signatureLength == 0) {
			return 0;
		}
		int padding = -(frame.position() - stubOffset) & (ALIGNMENT - 1);
		for (int i = 0; i < padding; i++) {
			frame.put((byte) 0);
		}
		int stubLength = frame.position() - stubOffset;
		SecurityTrailer.put(frame, this.context, padding, this.id);
		// The signature covers the header, with the lengths that it will have
		frame.put(3, (byte) flags);
		frame.putShort(8, (short) (frame.position() + signatureLength));
		frame.putShort(10, (short) signatureLength);
		ByteBuffer covered = frame.slice(0, frame.position()).order(ByteOrder.LITTLE_ENDIAN);
		frame.put(this.context.protect(covered, stubOffset, stubLength));
		return signatureLength;
	}

	/**
	 * Verifies a fragment that was received, and unseals it.
	 * @param pdu the fragment
	 * @param trailer its trailer, or {@code null} if it has none
	 * @param stubOffset where the stub data begins
	 * @return the stub data
	 * @throws ProtocolException if the padding is longer than the data
	 * @throws RpcFault if the fragment was changed on its way
	 */
	public ByteBuffer unprotect(Pdu pdu, @Nullable SecurityTrailer trailer, int stubOffset) throws ProtocolException {
		if (trailer == null) {
			throw new RpcFault(RpcFault.ACCESS_DENIED, "A fragment without a signature on a protected connection");
		}
		ByteBuffer frame = pdu.frame();
		int signatureAt = frame.limit() - pdu.authLength();
		int stubLength = signatureAt - SecurityTrailer.LENGTH - stubOffset;
		if (stubLength < trailer.padding()) {
			throw new ProtocolException("It sent a fragment with more padding than data");
		}
		ByteBuffer covered = frame.slice(0, signatureAt).order(ByteOrder.LITTLE_ENDIAN);
		this.context.unprotect(covered, stubOffset, stubLength, trailer.token());
		return frame.slice(stubOffset, stubLength - trailer.padding());
	}

}
