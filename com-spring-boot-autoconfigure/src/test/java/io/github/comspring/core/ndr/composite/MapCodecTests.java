package io.github.comspring.core.ndr.composite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MapCodec}.
 */
class MapCodecTests {

	private final Operation operation = Wire.operation(Maps.class);

	@Test
	void entriesAreStructuresOfTwoPointers() {
		Map<@Nullable Integer, @Nullable Short> map = new LinkedHashMap<>();
		map.put(9, (short) 1);
		map.put(null, (short) 2);
		map.put(8, null);
		byte[] bytes = Wire.encode(Wire.operation(Numbers.class), map);
		assertThat(bytes)
			.isEqualTo(hex("00000200 03000000 04000200 08000200 00000000 0c000200 10000200 00000000 09000000 0100 0200",
					"08000000"));
		assertThat(Wire.decode(Wire.operation(Numbers.class), bytes)).containsExactly(map);
	}

	@Test
	void mapKeepsOrderAndCannotBeModified() {
		Map<String, List<String>> map = new LinkedHashMap<>();
		map.put("z", List.of("1"));
		map.put("a", List.of());
		@SuppressWarnings("unchecked")
		Map<String, List<String>> read = (Map<String, List<String>>) Wire.roundTrip(this.operation, map);
		assertThat(read.keySet()).containsExactly("z", "a");
		assertThat(read).isEqualTo(map);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(read::clear);
	}

	@Test
	void sameKeyTwiceIsRefused() {
		assertBadStub(() -> Wire.decode(Wire.operation(Numbers.class),
				hex("00000200 02000000 01000000 00000000 01000000 00000000 09000000 09000000")));
	}

	@Test
	void countWithoutBytesIsRefused() {
		assertBadStub(() -> Wire.decode(this.operation, hex("00000200 ffffff7f 00000000")));
		assertBadStub(() -> Wire.decode(this.operation, hex("00000200 01000000 00000000")));
	}

	@ComInterface(Wire.IID)
	interface Maps {

		void map(Map<String, List<String>> map);

	}

	@ComInterface(Wire.IID)
	interface Numbers {

		void map(Map<Integer, Short> map);

	}

}
