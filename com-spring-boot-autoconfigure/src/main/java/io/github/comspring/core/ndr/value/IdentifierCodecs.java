package io.github.comspring.core.ndr.value;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import org.jspecify.annotations.Nullable;

/**
 * The types that are GUIDs.
 */
final class IdentifierCodecs {

	private static final Map<Class<?>, ValueCodec<?>> ALL = ValueCodec.byType(all());

	private IdentifierCodecs() {
	}

	/**
	 * Returns what encodes a type of this family.
	 * @param type any type
	 * @return the codec, or {@code null} if the type is none of these
	 */
	static @Nullable ValueCodec<?> of(Class<?> type) {
		return ALL.get(type);
	}

	private static Stream<ValueCodec<?>> all() {
		return Stream.of(guid(Guid.class, Function.identity(), Function.identity()),
				guid(UUID.class, Guid::of, (guid) -> new UUID(guid.mostSigBits(), guid.leastSigBits())),
				guid(Clsid.class, Clsid::guid, Clsid::new), guid(Iid.class, Iid::guid, Iid::new),
				guid(AppId.class, AppId::guid, AppId::new));
	}

	private static <T> ValueCodec<T> guid(Class<T> type, Function<T, Guid> toGuid, Function<Guid, T> fromGuid) {
		return new ValueCodec<>(type, Integer.BYTES, (out, value) -> out.writeGuid(toGuid.apply(value)),
				(in) -> fromGuid.apply(in.readGuid()));
	}

}
