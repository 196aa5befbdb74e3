package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The arrays of primitives.
 */
final class PrimitiveArrayCodecs {

	private static final Map<Class<?>, PrimitiveArrayCodec<?>> ALL = all()
		.collect(Collectors.toUnmodifiableMap(PrimitiveArrayCodec::type, Function.identity()));

	private PrimitiveArrayCodecs() {
	}

	/**
	 * Returns what encodes an array.
	 * @param type the type of the array
	 * @return the codec, or {@code null} if its components are not primitive
	 */
	static @Nullable PrimitiveArrayCodec<?> of(Class<?> type) {
		return ALL.get(type);
	}

	private static Stream<PrimitiveArrayCodec<?>> all() {
		return Stream.of(
				new PrimitiveArrayCodec<>(boolean[].class, 1, (array) -> array.length, boolean[]::new,
						PrimitiveArrayCodecs::putBooleans, PrimitiveArrayCodecs::getBooleans),
				new PrimitiveArrayCodec<>(char[].class, 2, (array) -> array.length, char[]::new,
						(to, array) -> to.asCharBuffer().put(array), (from, array) -> from.asCharBuffer().get(array)),
				new PrimitiveArrayCodec<>(short[].class, 2, (array) -> array.length, short[]::new,
						(to, array) -> to.asShortBuffer().put(array), (from, array) -> from.asShortBuffer().get(array)),
				new PrimitiveArrayCodec<>(int[].class, 4, (array) -> array.length, int[]::new,
						(to, array) -> to.asIntBuffer().put(array), (from, array) -> from.asIntBuffer().get(array)),
				new PrimitiveArrayCodec<>(long[].class, 8, (array) -> array.length, long[]::new,
						(to, array) -> to.asLongBuffer().put(array), (from, array) -> from.asLongBuffer().get(array)),
				new PrimitiveArrayCodec<>(float[].class, 4, (array) -> array.length, float[]::new,
						(to, array) -> to.asFloatBuffer().put(array), (from, array) -> from.asFloatBuffer().get(array)),
				new PrimitiveArrayCodec<>(double[].class, 8, (array) -> array.length, double[]::new,
						(to, array) -> to.asDoubleBuffer().put(array),
						(from, array) -> from.asDoubleBuffer().get(array)));
	}

	private static void putBooleans(ByteBuffer to, boolean[] array) {
		for (boolean each : array) {
			to.put((byte) (each ? 1 : 0));
		}
	}

	private static void getBooleans(ByteBuffer from, boolean[] array) {
		for (int i = 0; i < array.length; i++) {
			array[i] = from.get() != 0;
		}
	}

}
