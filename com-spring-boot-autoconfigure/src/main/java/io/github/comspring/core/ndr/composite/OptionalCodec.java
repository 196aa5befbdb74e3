package io.github.comspring.core.ndr.composite;

import java.util.Optional;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.PointerSlot;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes an optional value as a structure of one pointer.
 *
 * @param value encodes what the pointer points to
 */
record OptionalCodec(PointerSlot<?> value) implements NdrCodec<Optional<?>> {

	@Override
	public void write(NdrWriter out, Optional<?> optional) {
		this.value.write(out, optional.orElse(null));
	}

	@Override
	public Optional<?> read(NdrReader in) {
		return Optional.ofNullable(this.value.read(in));
	}

	@Override
	public void describe(TypeText text) {
		text.append("Optional<");
		this.value.describe(text);
		text.append(">");
	}

}
