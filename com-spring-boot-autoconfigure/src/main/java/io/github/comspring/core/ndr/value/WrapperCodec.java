package io.github.comspring.core.ndr.value;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.PrimitiveSlot;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes a wrapper, such as {@link Integer}, as its primitive.
 *
 * @param slot the slot of the primitive
 */
record WrapperCodec(PrimitiveSlot slot) implements NdrCodec<Object> {

	@Override
	public void write(NdrWriter out, Object value) {
		this.slot.write(out, value);
	}

	@Override
	public Object read(NdrReader in) {
		return this.slot.readFlat(in);
	}

	@Override
	public void describe(TypeText text) {
		this.slot.describe(text);
	}

}
