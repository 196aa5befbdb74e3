package io.github.comspring.core.ndr.value;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.TypeText;

/**
 * Encodes a number or a structure of a few fields without pointers.
 *
 * @param <T> the Java type, the wrapper for a primitive
 * @param type the Java type
 * @param alignment the alignment: the size of the largest field
 * @param writer writes the fields
 * @param reader reads the fields
 */
record ValueCodec<T>(Class<T> type, int alignment, BiConsumer<NdrWriter, T> writer,
		Function<NdrReader, T> reader) implements NdrCodec<T> {

	/**
	 * Orders codecs by their types.
	 * @param codecs the codecs
	 * @return the codecs by type
	 */
	static Map<Class<?>, ValueCodec<?>> byType(Stream<ValueCodec<?>> codecs) {
		return codecs.collect(Collectors.toUnmodifiableMap(ValueCodec::type, Function.identity()));
	}

	@Override
	public void write(NdrWriter out, T value) {
		out.align(this.alignment);
		this.writer.accept(out, value);
	}

	@Override
	public T read(NdrReader in) {
		in.align(this.alignment);
		return this.reader.apply(in);
	}

	@Override
	public void describe(TypeText text) {
		text.append(this.type.getName());
	}

}
