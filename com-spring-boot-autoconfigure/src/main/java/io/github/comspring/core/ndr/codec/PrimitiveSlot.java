package io.github.comspring.core.ndr.codec;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * The slots with primitives.
 */
public enum PrimitiveSlot implements NdrSlot {

	BOOLEAN(boolean.class, 1) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeByte((Boolean) value ? 1 : 0);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readByte() != 0;
		}
	},

	BYTE(byte.class, 1) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeByte((Byte) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readByte();
		}
	},

	CHAR(char.class, 2) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeShort((Character) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return (char) in.readShort();
		}
	},

	SHORT(short.class, 2) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeShort((Short) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readShort();
		}
	},

	INT(int.class, 4) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeInt((Integer) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readInt();
		}
	},

	LONG(long.class, 8) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeLong((Long) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readLong();
		}
	},

	FLOAT(float.class, 4) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeFloat((Float) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readFloat();
		}
	},

	DOUBLE(double.class, 8) {
		@Override
		public void writeFlat(NdrWriter out, @Nullable Object value) {
			out.writeDouble((Double) value);
		}

		@Override
		public Object readFlat(NdrReader in) {
			return in.readDouble();
		}
	};

	private static final Map<Class<?>, PrimitiveSlot> BY_TYPE = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap((slot) -> slot.type, Function.identity()));

	private final Class<?> type;

	private final int size;

	PrimitiveSlot(Class<?> type, int size) {
		this.type = type;
		this.size = size;
	}

	/**
	 * Returns the slot for a primitive type or its wrapper.
	 * @param type the type
	 * @return the slot, or {@code null} if it is none of these
	 */
	public static @Nullable PrimitiveSlot of(Class<?> type) {
		return BY_TYPE.get(MethodType.methodType(type).unwrap().returnType());
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public void describe(TypeText text) {
		text.append(this.type.getName());
	}

}
