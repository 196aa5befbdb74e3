package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Guid;

/**
 * The body of {@code bind_ack} and {@code alter_context_resp}: which presentation
 * contexts the server accepts.
 *
 * @param maxTransmit the largest fragment that the server sends
 * @param maxReceive the largest fragment that the server takes
 * @param group the association group
 * @param secondaryAddress where the server listens; empty in {@code alter_context_resp}
 * @param results one for each context, in their order
 */
public record BindAck(int maxTransmit, int maxReceive, int group, String secondaryAddress, List<Result> results) {

	/**
	 * What became of a presentation context.
	 *
	 * @param code 0 accepted, 2 rejected by the provider, 3 negotiated features
	 * @param reason 1 the interface is not served, 2 none of the transfer syntaxes is;
	 * the features where those were negotiated
	 * @param syntax the transfer syntax chosen; for an interface that is served in
	 * another version, which the specification leaves without a use, that version
	 */
	public record Result(int code, int reason, SyntaxId syntax) {

		private static final SyntaxId NONE = new SyntaxId(Guid.NULL, 0);

		/** The context is accepted. */
		public static final Result ACCEPTED = new Result(0, 0, SyntaxId.NDR);

		/** Nobody serves the interface. */
		public static final Result NO_INTERFACE = new Result(2, 1, NONE);

		/** The server has none of the transfer syntaxes. */
		public static final Result NO_TRANSFER_SYNTAX = new Result(2, 2, NONE);

		/** The client offered features (MS-RPCE section 3.3.1.5.3); none is used. */
		public static final Result NO_FEATURES = new Result(3, 0, NONE);

		/**
		 * The interface is served in another version.
		 * @param served the version
		 * @return the result
		 */
		public static Result otherVersion(SyntaxId served) {
			return new Result(2, 1, served);
		}

		public boolean isAccepted() {
			return this.code == 0;
		}

	}

	/**
	 * Reads a body.
	 * @param in the body
	 * @return what it says
	 */
	public static BindAck parse(ByteBuffer in) {
		int maxTransmit = Short.toUnsignedInt(in.getShort());
		int maxReceive = Short.toUnsignedInt(in.getShort());
		int group = in.getInt();
		byte[] address = new byte[Short.toUnsignedInt(in.getShort())];
		in.get(address);
		// Counted from the beginning of the PDU, whose header is a multiple of four
		in.position((in.position() + 3) & ~3);
		int count = Byte.toUnsignedInt(in.get());
		in.position(in.position() + 3);
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			results.add(new Result(Short.toUnsignedInt(in.getShort()), Short.toUnsignedInt(in.getShort()),
					Bind.syntax(in)));
		}
		int length = Math.max(0, address.length - 1);
		return new BindAck(maxTransmit, maxReceive, group, new String(address, 0, length, StandardCharsets.US_ASCII),
				results);
	}

	/**
	 * Writes the body.
	 * @param out where to, at its position 16
	 */
	public void put(ByteBuffer out) {
		out.putShort((short) this.maxTransmit).putShort((short) this.maxReceive).putInt(this.group);
		if (this.secondaryAddress.isEmpty()) {
			out.putShort((short) 0);
		}
		else {
			byte[] address = this.secondaryAddress.getBytes(StandardCharsets.US_ASCII);
			out.putShort((short) (address.length + 1)).put(address).put((byte) 0);
		}
		while ((out.position() & 3) != 0) {
			out.put((byte) 0);
		}
		out.putInt(this.results.size());
		for (Result result : this.results) {
			out.putShort((short) result.code).putShort((short) result.reason);
			Bind.put(out, result.syntax);
		}
	}

}
