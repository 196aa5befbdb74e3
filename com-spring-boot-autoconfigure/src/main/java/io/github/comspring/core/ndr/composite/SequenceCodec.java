package io.github.comspring.core.ndr.composite;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.PointerSlot;
import io.github.comspring.core.ndr.codec.TypeText;
import org.jspecify.annotations.Nullable;

/**
 * Encodes an array or collection of references as a conformant array of unique pointers.
 *
 * @param <T> the Java type
 * @param name the name of the Java type
 * @param element encodes what the pointers point to
 * @param toArray returns the elements, in an array that does not change
 * @param fromArray makes the value of its elements
 */
record SequenceCodec<T>(String name, PointerSlot<?> element, Function<T, @Nullable Object[]> toArray,
		Function<@Nullable Object[], T> fromArray) implements NdrCodec<T> {

	/**
	 * Encodes lists, also what is declared as a collection.
	 * @param element encodes what the pointers point to
	 * @return the codec
	 */
	static SequenceCodec<Collection<?>> list(PointerSlot<?> element) {
		return new SequenceCodec<>("List", element, Collection::toArray,
				(elements) -> Collections.unmodifiableList(Arrays.asList(elements)));
	}

	/**
	 * Encodes sets. What is read keeps the order.
	 * @param element encodes what the pointers point to
	 * @return the codec
	 */
	static SequenceCodec<Set<?>> set(PointerSlot<?> element) {
		return new SequenceCodec<>("Set", element, Set::toArray, SequenceCodec::toSet);
	}

	/**
	 * Encodes arrays of references.
	 * @param type the array class
	 * @param element encodes what the pointers point to
	 * @return the codec
	 */
	static SequenceCodec<Object[]> array(Class<?> type, PointerSlot<?> element) {
		Class<? extends Object[]> arrayType = type.asSubclass(Object[].class);
		return new SequenceCodec<>("Array", element, Object[]::clone,
				(elements) -> Arrays.copyOf(elements, elements.length, arrayType));
	}

	@Override
	public void write(NdrWriter out, T value) {
		@Nullable Object[] elements = this.toArray.apply(value);
		out.writeInt(elements.length);
		for (Object each : elements) {
			this.element.writeFlat(out, each);
		}
		for (Object each : elements) {
			this.element.writeDeferred(out, each);
		}
	}

	@Override
	public T read(NdrReader in) {
		@Nullable Object[] elements = new Object[in.readCount(Integer.BYTES)];
		for (int i = 0; i < elements.length; i++) {
			elements[i] = this.element.readFlat(in);
		}
		for (int i = 0; i < elements.length; i++) {
			elements[i] = this.element.readDeferred(in, elements[i]);
		}
		return this.fromArray.apply(elements);
	}

	@Override
	public void describe(TypeText text) {
		text.append(this.name).append("<");
		this.element.describe(text);
		text.append(">");
	}

	private static Set<?> toSet(@Nullable Object[] elements) {
		Set<@Nullable Object> set = new LinkedHashSet<>(Arrays.asList(elements));
		if (set.size() != elements.length) {
			throw NdrReader.badStub("A set has the same element twice");
		}
		return Collections.unmodifiableSet(set);
	}

}
