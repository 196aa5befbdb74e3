package io.github.comspring.core.ndr.composite;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;
import io.github.comspring.core.ndr.type.JavaType;

/**
 * Encodes a sealed interface of records as an encapsulated union: the place of the record
 * class among the permitted ones, then the record.
 */
final class UnionCodec implements NdrCodec<Record> {

	private final JavaType type;

	private List<RecordCodec> arms = List.of();

	private Map<Class<?>, Integer> discriminants = Map.of();

	/**
	 * Creates a codec without arms: a record may contain the union again.
	 * @param type the sealed interface
	 */
	UnionCodec(JavaType type) {
		this.type = type;
	}

	/**
	 * Completes the codec, before it is used and seen by other threads.
	 * @param arms the codecs of the records, in order
	 */
	void complete(List<RecordCodec> arms) {
		this.arms = arms;
		this.discriminants = IntStream.range(0, arms.size())
			.boxed()
			.collect(Collectors.toMap((i) -> arms.get(i).type().raw(), (i) -> i));
	}

	@Override
	public void write(NdrWriter out, Record value) {
		Integer discriminant = this.discriminants.get(value.getClass());
		if (discriminant == null) {
			throw new ClassCastException(value.getClass().getName() + " is not permitted by " + this.type);
		}
		out.align(alignment());
		out.writeInt(discriminant);
		this.arms.get(discriminant).write(out, value);
	}

	@Override
	public Record read(NdrReader in) {
		in.align(alignment());
		int discriminant = in.readInt();
		if (discriminant < 0 || discriminant >= this.arms.size()) {
			throw NdrReader
				.badStub("There is no arm " + Integer.toUnsignedString(discriminant) + " in union " + this.type);
		}
		return this.arms.get(discriminant).read(in);
	}

	@Override
	public void describe(TypeText text) {
		if (text.begin(this.type.toString())) {
			text.append("(");
			for (RecordCodec arm : this.arms) {
				arm.describe(text);
				text.append("|");
			}
			text.append(")");
		}
	}

	/**
	 * The alignment of the largest arm: arms are completed after the union, as they may
	 * contain it.
	 */
	private int alignment() {
		int alignment = Integer.BYTES;
		for (RecordCodec arm : this.arms) {
			alignment = Math.max(alignment, arm.alignment());
		}
		return alignment;
	}

}
