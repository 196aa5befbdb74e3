package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes an array of primitives as a conformant array, copied at once.
 *
 * @param <A> the type of the array
 * @param type the type of the array
 * @param size the size of each element in NDR
 * @param length tells how many elements there are
 * @param maker makes an array
 * @param put copies the elements of an array into a buffer
 * @param get copies elements from a buffer into an array
 */
record PrimitiveArrayCodec<A>(Class<A> type, int size, ToIntFunction<A> length, IntFunction<A> maker,
		BiConsumer<ByteBuffer, A> put, BiConsumer<ByteBuffer, A> get) implements NdrCodec<A> {

	@Override
	public void write(NdrWriter out, A value) {
		int count = this.length.applyAsInt(value);
		out.writeInt(count);
		if (count > 0) {
			out.align(this.size);
			this.put.accept(out.reserve(count, this.size), value);
		}
	}

	@Override
	public A read(NdrReader in) {
		int count = in.readCount(this.size);
		if (count == 0) {
			return this.maker.apply(0);
		}
		in.align(this.size);
		ByteBuffer elements = in.slice(count, this.size);
		A value = this.maker.apply(count);
		this.get.accept(elements, value);
		return value;
	}

	@Override
	public void describe(TypeText text) {
		text.append(this.type.getComponentType().getName()).append("[]");
	}

}
