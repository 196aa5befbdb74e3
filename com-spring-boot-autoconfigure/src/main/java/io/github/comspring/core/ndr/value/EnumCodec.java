package io.github.comspring.core.ndr.value;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes an enum constant by its place among the constants, in 32 bits
 * ({@code v1_enum}).
 */
public final class EnumCodec implements NdrCodec<Enum<?>> {

	private final Class<?> type;

	private final Enum<?>[] constants;

	/**
	 * Creates a codec.
	 * @param type the enum
	 */
	public EnumCodec(Class<?> type) {
		this.type = type;
		this.constants = (Enum<?>[]) type.getEnumConstants();
	}

	@Override
	public void write(NdrWriter out, Enum<?> value) {
		if (!this.type.isInstance(value)) {
			throw new ClassCastException(value.getDeclaringClass().getName() + " is not " + this.type.getName());
		}
		out.writeInt(value.ordinal());
	}

	@Override
	public Enum<?> read(NdrReader in) {
		int ordinal = in.readInt();
		if (ordinal < 0 || ordinal >= this.constants.length) {
			throw NdrReader
				.badStub("There is no constant " + Integer.toUnsignedString(ordinal) + " in " + this.type.getName());
		}
		return this.constants[ordinal];
	}

	@Override
	public void describe(TypeText text) {
		if (text.begin(this.type.getName())) {
			text.append("{");
			for (Enum<?> constant : this.constants) {
				text.append(constant.name()).append(";");
			}
			text.append("}");
		}
	}

}
