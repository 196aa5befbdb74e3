package io.github.comspring.registry;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryEdit}.
 */
class DirectoryEditTests {

	private static final Sz TEXT = new Sz("text");

	@Test
	void valueIsChangedInLastFileThatHasIt() {
		SortedMap<String, RegistryKey> trees = new TreeMap<>();
		trees.put("a", RegistryKey.EMPTY.withValue("K", "v", TEXT));
		trees.put("b", RegistryKey.EMPTY.withValue("K", "v", TEXT));
		trees.put("c", RegistryKey.EMPTY.withValue("K", "w", TEXT));
		assertThat(spread(trees, merge(trees).withValue("K", "v", new Dword(1)))).containsOnlyKeys("b");
	}

	@Test
	void valueIsRemovedFromAllFiles() {
		SortedMap<String, RegistryKey> trees = new TreeMap<>();
		trees.put("a", RegistryKey.EMPTY.withValue("K", "v", TEXT));
		trees.put("b", RegistryKey.EMPTY.withValue("K", "v", TEXT));
		assertThat(spread(trees, merge(trees).withoutValue("K", "v"))).containsOnlyKeys("a", "b");
		assertThat(spread(trees, RegistryKey.EMPTY).values()).allMatch(RegistryKey::isEmpty);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void filesMakeTheTreeThatWasAskedFor(long seed) {
		Random random = new Random(seed);
		SortedMap<String, RegistryKey> trees = new TreeMap<>();
		for (int i = 0; i < 200; i++) {
			RegistryKey before = merge(trees);
			RegistryKey after = change(before, random);
			DirectoryEdit edit = new DirectoryEdit(trees, "file" + random.nextInt(4));
			trees.putAll(edit.spread(before, after));
			assertThat(merge(trees)).isEqualTo(after);
		}
	}

	private static RegistryKey change(RegistryKey tree, Random random) {
		RegistryKey changed = tree;
		for (int i = 0; i <= random.nextInt(3); i++) {
			String path = "k" + random.nextInt(3) + (random.nextBoolean() ? "\\k" + random.nextInt(3) : "");
			String name = random.nextBoolean() ? "v" + random.nextInt(3) : null;
			changed = switch (random.nextInt(5)) {
				case 0 -> changed.withoutValue(path, name);
				case 1 -> changed.withoutKey(path);
				case 2 -> changed.withKey(path);
				default -> changed.withValue(path, name, new Dword(random.nextInt()));
			};
		}
		return changed;
	}

	private static SortedMap<String, RegistryKey> spread(SortedMap<String, RegistryKey> trees, RegistryKey after) {
		return new DirectoryEdit(trees, "owner").spread(merge(trees), after);
	}

	private static RegistryKey merge(SortedMap<String, RegistryKey> trees) {
		return trees.values().stream().reduce(RegistryKey.EMPTY, RegistryKey::overlaidBy);
	}

}
