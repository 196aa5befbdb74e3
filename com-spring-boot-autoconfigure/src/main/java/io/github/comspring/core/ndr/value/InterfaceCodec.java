package io.github.comspring.core.ndr.value;

import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes an object as a marshalled interface pointer ({@code MInterfacePointer}).
 */
public final class InterfaceCodec implements NdrCodec<Object> {

	private final Class<?> type;

	/**
	 * Creates a codec.
	 * @param type an interface with
	 * {@link io.github.comspring.ComInterface @ComInterface}, or a stream
	 */
	public InterfaceCodec(Class<?> type) {
		this.type = type;
	}

	@Override
	public void write(NdrWriter out, Object value) {
		byte[] reference = out.pointers().marshal(this.type, value);
		out.writeInt(reference.length);
		out.writeInt(reference.length);
		out.writeBytes(reference, 0, reference.length);
		out.align(Integer.BYTES);
	}

	@Override
	public Object read(NdrReader in) {
		int capacity = in.readInt();
		int length = in.readCount(1);
		if (length != capacity) {
			throw NdrReader.badStub(
					"An interface pointer of " + length + " bytes announces " + Integer.toUnsignedString(capacity));
		}
		Object object = in.pointers().unmarshal(this.type, in.readBytes(length));
		in.skipPadding(Integer.BYTES);
		return this.type.cast(object);
	}

	@Override
	public void describe(TypeText text) {
		text.append(Iid.isDeclaredBy(this.type) ? Iid.of(this.type) : this.type.getName());
	}

}
