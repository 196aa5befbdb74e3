package io.github.comspring.core.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameMap}.
 */
class NameMapTests {

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void randomChangesGiveWhatSortedMapGives(long seed) {
		Random random = new Random(seed);
		Map<String, Integer> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		NameMap<Integer> map = NameMap.empty();
		for (int i = 0; i < 3000; i++) {
			String name = (random.nextBoolean() ? "Name" : "nAME") + random.nextInt(400);
			if (random.nextInt(3) > 0) {
				expected.put(name, i);
				map = map.with(name, i);
			}
			else if (expected.remove(name) != null) {
				map = map.without(name);
			}
			assertThat(map.get(name)).isEqualTo(expected.get(name));
		}
		assertThat(map.toMap()).containsExactlyEntriesOf(expected);
	}

	@Test
	void tenThousandNamesInOrderMakeShallowTree() {
		NameMap<Integer> map = NameMap.empty();
		for (int i = 0; i < 10_000; i++) {
			map = map.with(String.format(Locale.ROOT, "%05d", i), i);
		}
		assertThat(map.height()).isLessThan(20);
		for (int i = 0; i < 9_990; i++) {
			map = map.without(String.format(Locale.ROOT, "%05d", i));
		}
		assertThat(map.height()).isLessThan(6);
		assertThat(map.toMap()).hasSize(10);
	}

	@Test
	void withLeavesOriginalAlone() {
		NameMap<Integer> before = NameMap.<Integer>empty().with("a", 1);
		before.with("a", 2).with("b", 3);
		assertThat(before.toMap()).containsExactly(Map.entry("a", 1));
	}

}
