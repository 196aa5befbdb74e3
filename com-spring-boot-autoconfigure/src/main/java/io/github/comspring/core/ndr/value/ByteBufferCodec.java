package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes the bytes between position and limit as a conformant array of bytes. What is
 * read is a view of the message, so that large data is not copied once more.
 */
final class ByteBufferCodec implements NdrCodec<ByteBuffer> {

	@Override
	public void write(NdrWriter out, ByteBuffer value) {
		out.writeInt(value.remaining());
		out.writeBytes(value);
	}

	@Override
	public ByteBuffer read(NdrReader in) {
		return in.slice(in.readCount(1), 1).order(ByteOrder.BIG_ENDIAN);
	}

	@Override
	public void describe(TypeText text) {
		text.append("byte[]");
	}

}
