package io.github.comspring.core.ndr.composite;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.NdrSlot;
import io.github.comspring.core.ndr.codec.PointerSlot;
import io.github.comspring.core.ndr.codec.TypeText;
import io.github.comspring.core.ndr.type.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a record as a structure. The structure is aligned to its largest member, and is
 * read through the canonical constructor, which may refuse what it is given.
 */
final class RecordCodec implements NdrCodec<Record> {

	private final JavaType type;

	private final RecordShape shape;

	private NdrSlot[] slots = {};

	private int alignment = 1;

	/**
	 * Creates a codec without components: a record may contain itself, so that its codec
	 * must be there before those of its components.
	 * @param type the record
	 * @param shape takes records apart and puts them together
	 */
	RecordCodec(JavaType type, RecordShape shape) {
		this.type = type;
		this.shape = shape;
	}

	/**
	 * Completes the codec, before it is used and seen by other threads.
	 * @param slots the slots of the components
	 */
	void complete(NdrSlot[] slots) {
		this.slots = slots;
		for (NdrSlot slot : slots) {
			this.alignment = Math.max(this.alignment, slot.size());
		}
	}

	int alignment() {
		return this.alignment;
	}

	JavaType type() {
		return this.type;
	}

	@Override
	public void write(NdrWriter out, Record value) {
		@Nullable Object[] components = this.shape.components(value);
		out.align(this.alignment);
		for (int i = 0; i < this.slots.length; i++) {
			this.slots[i].writeFlat(out, components[i]);
		}
		for (int i = 0; i < this.slots.length; i++) {
			if (this.slots[i] instanceof PointerSlot<?> pointer) {
				pointer.writeDeferred(out, components[i]);
			}
		}
	}

	@Override
	public Record read(NdrReader in) {
		@Nullable Object[] components = new Object[this.slots.length];
		in.align(this.alignment);
		for (int i = 0; i < this.slots.length; i++) {
			components[i] = this.slots[i].readFlat(in);
		}
		for (int i = 0; i < this.slots.length; i++) {
			if (this.slots[i] instanceof PointerSlot<?> pointer) {
				components[i] = pointer.readDeferred(in, components[i]);
			}
		}
		return construct(components);
	}

	@Override
	public void describe(TypeText text) {
		if (text.begin(this.type.toString())) {
			text.append("{");
			for (int i = 0; i < this.slots.length; i++) {
				text.append(this.shape.component(i).getName()).append(":");
				this.slots[i].describe(text);
				text.append(";");
			}
			text.append("}");
		}
	}

	private Record construct(@Nullable Object[] components) {
		try {
			return this.shape.construct(components);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new ComException(HResult.RPC_X_BAD_STUB_DATA,
					"The constructor of record " + this.type + " refuses the components it was sent", ex);
		}
	}

}
