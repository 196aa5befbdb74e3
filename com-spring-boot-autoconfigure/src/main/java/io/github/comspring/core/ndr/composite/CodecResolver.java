package io.github.comspring.core.ndr.composite;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.access.MemberAccess;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.NdrSlot;
import io.github.comspring.core.ndr.codec.PointerSlot;
import io.github.comspring.core.ndr.codec.PrimitiveSlot;
import io.github.comspring.core.ndr.type.JavaType;
import io.github.comspring.core.ndr.type.Place;
import io.github.comspring.core.ndr.type.Remedy;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import io.github.comspring.core.ndr.value.EnumCodec;
import io.github.comspring.core.ndr.value.InterfaceCodec;
import io.github.comspring.core.ndr.value.RemotableTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the codecs of the types of one interface, and refuses types that have none.
 * {@link RemotableTypes} is the table. Used by one thread at a time.
 */
public final class CodecResolver {

	/** Ends what does not: type arguments that grow with each use of a generic record. */
	private static final int MAX_DEPTH = 64;

	private final Map<JavaType, NdrCodec<?>> codecs = new HashMap<>();

	/**
	 * Returns the slot for a value of a type.
	 * @param type the type
	 * @param place where the type is
	 * @return the slot
	 * @throws UnremotableTypeException if the type cannot be marshalled
	 */
	public NdrSlot slot(JavaType type, Place place) {
		return type.raw().isPrimitive() ? PrimitiveSlot.of(type.raw()) : pointer(type, place);
	}

	private PointerSlot<?> pointer(JavaType type, Place place) {
		return new PointerSlot<>(codec(type, place));
	}

	private NdrCodec<?> codec(JavaType type, Place place) {
		NdrCodec<?> known = this.codecs.get(type);
		if (known != null) {
			return known;
		}
		NdrCodec<?> codec = create(type, place);
		this.codecs.put(type, codec);
		return codec;
	}

	private NdrCodec<?> create(JavaType type, Place place) {
		NdrCodec<?> value = RemotableTypes.value(type.raw());
		if (value != null) {
			return value;
		}
		if (isPassedByReference(type.raw())) {
			return new InterfaceCodec(type.raw());
		}
		if (type.isRaw()) {
			throw place.refuse(type, Remedy.of(type));
		}
		if (place.depth() > MAX_DEPTH) {
			throw place.refuse(type, "end the nesting of its type arguments");
		}
		NdrCodec<?> container = container(type, place);
		return (container != null) ? container : declared(type, place);
	}

	private static boolean isPassedByReference(Class<?> type) {
		return (type.isInterface() && type.isAnnotationPresent(ComInterface.class)) || type == InputStream.class
				|| type == OutputStream.class;
	}

	private @Nullable NdrCodec<?> container(JavaType type, Place place) {
		Class<?> raw = type.raw();
		if (raw.isArray()) {
			return SequenceCodec.array(raw, pointer(type.arguments().get(0), place.in("element of array")));
		}
		if (raw == List.class || raw == Collection.class) {
			return SequenceCodec.list(argument(type, 0, place, "element"));
		}
		if (raw == Set.class) {
			return SequenceCodec.set(argument(type, 0, place, "element"));
		}
		if (raw == Map.class) {
			return new MapCodec(argument(type, 0, place, "key"), argument(type, 1, place, "value"));
		}
		return (raw == Optional.class) ? new OptionalCodec(argument(type, 0, place, "value")) : null;
	}

	private PointerSlot<?> argument(JavaType type, int index, Place place, String role) {
		return pointer(type.arguments().get(index), place.in(role + " of " + type.raw().getSimpleName()));
	}

	private NdrCodec<?> declared(JavaType type, Place place) {
		Class<?> raw = type.raw();
		if (raw.isEnum()) {
			return new EnumCodec(raw);
		}
		if (raw.isRecord()) {
			return record(type, place);
		}
		if (raw.isInterface() && raw.isSealed()) {
			return union(type, place);
		}
		throw place.refuse(type, Remedy.of(type));
	}

	private RecordCodec record(JavaType type, Place place) {
		RecordShape shape = shape(type, place);
		RecordCodec codec = new RecordCodec(type, shape);
		this.codecs.put(type, codec);
		NdrSlot[] slots = new NdrSlot[shape.size()];
		for (int i = 0; i < slots.length; i++) {
			Place component = place.in("component '" + shape.component(i).getName() + "' of record " + type);
			slots[i] = slot(JavaType.of(shape.component(i).getGenericType(), type.bindings()), component);
		}
		codec.complete(slots);
		return codec;
	}

	private static RecordShape shape(JavaType type, Place place) {
		try {
			return new RecordShape(type.raw());
		}
		catch (ReflectiveOperationException ex) {
			throw place.refuse(type, MemberAccess.REMEDY);
		}
	}

	private UnionCodec union(JavaType type, Place place) {
		UnionCodec codec = new UnionCodec(type);
		this.codecs.put(type, codec);
		Set<JavaType> records = new LinkedHashSet<>();
		collectRecords(type, place, records);
		codec.complete(records.stream().map((each) -> (RecordCodec) codec(each, subtype(type, place))).toList());
		return codec;
	}

	/** Flattens sealed interfaces below a sealed interface. */
	private static void collectRecords(JavaType type, Place place, Set<JavaType> records) {
		for (Class<?> each : type.raw().getPermittedSubclasses()) {
			JavaType permitted = type.subtype(each);
			if (each.isRecord()) {
				records.add(permitted);
			}
			else if (each.isInterface() && each.isSealed()) {
				collectRecords(permitted, subtype(type, place), records);
			}
			else {
				throw subtype(type, place).refuse(permitted, "make it a record, or a sealed interface of records");
			}
		}
	}

	private static Place subtype(JavaType type, Place place) {
		return place.in("subtype of " + type);
	}

}
