package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code bind} and {@code alter_context}: what a client would like to call.
 *
 * @param maxTransmit the largest fragment that the client sends
 * @param maxReceive the largest fragment that the client takes
 * @param group the association group to join, 0 for a new one
 * @param contexts the presentation contexts
 */
public record Bind(int maxTransmit, int maxReceive, int group, List<Context> contexts) {

	/**
	 * A presentation context: a number for an interface in a transfer syntax.
	 *
	 * @param id the number
	 * @param interfaceId the interface
	 * @param transferSyntaxes the transfer syntaxes that the client knows
	 */
	public record Context(int id, SyntaxId interfaceId, List<SyntaxId> transferSyntaxes) {
	}

	/**
	 * Reads a body.
	 * @param in the body
	 * @return what it says
	 */
	public static Bind parse(ByteBuffer in) {
		int maxTransmit = Short.toUnsignedInt(in.getShort());
		int maxReceive = Short.toUnsignedInt(in.getShort());
		int group = in.getInt();
		int count = Byte.toUnsignedInt(in.get());
		in.position(in.position() + 3);
		List<Context> contexts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			contexts.add(context(in));
		}
		return new Bind(maxTransmit, maxReceive, group, contexts);
	}

	private static Context context(ByteBuffer in) {
		int id = Short.toUnsignedInt(in.getShort());
		int count = Byte.toUnsignedInt(in.get());
		in.get();
		SyntaxId interfaceId = syntax(in);
		List<SyntaxId> transferSyntaxes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			transferSyntaxes.add(syntax(in));
		}
		return new Context(id, interfaceId, transferSyntaxes);
	}

	/**
	 * Writes the body.
	 * @param out where to
	 */
	public void put(ByteBuffer out) {
		out.putShort((short) this.maxTransmit).putShort((short) this.maxReceive).putInt(this.group);
		out.putInt(this.contexts.size());
		for (Context context : this.contexts) {
			out.putShort((short) context.id).put((byte) context.transferSyntaxes.size()).put((byte) 0);
			put(out, context.interfaceId);
			context.transferSyntaxes.forEach((each) -> put(out, each));
		}
	}

	/**
	 * Reads a syntax.
	 * @param in where from
	 * @return the syntax
	 */
	static SyntaxId syntax(ByteBuffer in) {
		return new SyntaxId(WireGuid.get(in), in.getInt());
	}

	/**
	 * Writes a syntax.
	 * @param out where to
	 * @param syntax the syntax
	 */
	public static void put(ByteBuffer out, SyntaxId syntax) {
		WireGuid.put(out, syntax.uuid());
		out.putInt(syntax.version());
	}

}
