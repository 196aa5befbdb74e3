package io.github.comspring.core.ndr.codec;

import java.util.stream.Stream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;

/**
 * The primitives, under their wrappers.
 */
final class PrimitiveCodecs {

	private PrimitiveCodecs() {
	}

	static Stream<ValueCodec<?>> all() {
		return Stream.of(
				new ValueCodec<>(Boolean.class, 1, (out, value) -> out.writeByte(value ? 1 : 0),
						(in) -> in.readByte() != 0),
				new ValueCodec<>(Byte.class, 1, (out, value) -> out.writeByte(value), NdrReader::readByte),
				new ValueCodec<>(Character.class, 2, (out, value) -> out.writeShort(value),
						(in) -> (char) in.readShort()),
				new ValueCodec<>(Short.class, 2, (out, value) -> out.writeShort(value), NdrReader::readShort),
				new ValueCodec<>(Integer.class, 4, NdrWriter::writeInt, NdrReader::readInt),
				new ValueCodec<>(Long.class, 8, NdrWriter::writeLong, NdrReader::readLong),
				new ValueCodec<>(Float.class, 4, NdrWriter::writeFloat, NdrReader::readFloat),
				new ValueCodec<>(Double.class, 8, NdrWriter::writeDouble, NdrReader::readDouble));
	}

}
