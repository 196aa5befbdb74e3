package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes bytes as a conformant array, without copying many of them for sending.
 */
final class ByteArrayCodec implements NdrCodec<byte[]> {

	@Override
	public void write(NdrWriter out, byte[] value) {
		out.writeInt(value.length);
		out.writeBytes(ByteBuffer.wrap(value));
	}

	@Override
	public byte[] read(NdrReader in) {
		return in.readBytes(in.readCount(1));
	}

	@Override
	public void describe(TypeText text) {
		text.append("byte[]");
	}

}
