package io.github.comspring.core.ndr.composite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.PointerSlot;
import io.github.comspring.core.ndr.codec.TypeText;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a map as a conformant array of structures, each of a pointer to the key and one
 * to the value, in the order of the map. What is read keeps the order, may contain nulls
 * and cannot be modified.
 *
 * @param key encodes what the pointers to keys point to
 * @param value encodes what the pointers to values point to
 */
record MapCodec(PointerSlot<?> key, PointerSlot<?> value) implements NdrCodec<Map<?, ?>> {

	private static final int ENTRY_SIZE = 2 * Integer.BYTES;

	@Override
	public void write(NdrWriter out, Map<?, ?> map) {
		List<@Nullable Object> parts = new ArrayList<>(2 * map.size());
		map.forEach((eachKey, eachValue) -> {
			parts.add(eachKey);
			parts.add(eachValue);
		});
		out.writeInt(parts.size() / 2);
		for (int i = 0; i < parts.size(); i++) {
			slot(i).writeFlat(out, parts.get(i));
		}
		for (int i = 0; i < parts.size(); i++) {
			slot(i).writeDeferred(out, parts.get(i));
		}
	}

	@Override
	public Map<?, ?> read(NdrReader in) {
		@Nullable Object[] parts = new Object[2 * in.readCount(ENTRY_SIZE)];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = slot(i).readFlat(in);
		}
		for (int i = 0; i < parts.length; i++) {
			parts[i] = slot(i).readDeferred(in, parts[i]);
		}
		return toMap(parts);
	}

	@Override
	public void describe(TypeText text) {
		text.append("Map<");
		this.key.describe(text);
		text.append(",");
		this.value.describe(text);
		text.append(">");
	}

	private PointerSlot<?> slot(int part) {
		return (part % 2 == 0) ? this.key : this.value;
	}

	private static Map<?, ?> toMap(@Nullable Object[] parts) {
		Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
		for (int i = 0; i < parts.length; i += 2) {
			map.put(parts[i], parts[i + 1]);
		}
		if (map.size() != parts.length / 2) {
			throw NdrReader.badStub("A map has the same key twice");
		}
		return Collections.unmodifiableMap(map);
	}

}
