package io.github.comspring.registry;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import org.jspecify.annotations.Nullable;

/**
 * Spreads a change of the merged tree over the files: a value is changed in the file that
 * it comes from, what goes goes from all files, what is new goes to the owner's file.
 */
final class DirectoryEdit {

	private final SortedMap<String, RegistryKey> trees;

	private final String ownerFile;

	private final SortedMap<String, RegistryKey> changed = new TreeMap<>();

	/**
	 * Creates an edit.
	 * @param trees the trees of the files by name, the last one wins
	 * @param ownerFile the name of the file for what is new
	 */
	DirectoryEdit(SortedMap<String, RegistryKey> trees, String ownerFile) {
		this.trees = new TreeMap<>(trees);
		this.ownerFile = ownerFile;
	}

	/**
	 * Spreads a change.
	 * @param before the merged tree
	 * @param after what it is to be
	 * @return the trees of the files that change, by name
	 */
	SortedMap<String, RegistryKey> spread(RegistryKey before, RegistryKey after) {
		spread("", before, after);
		return this.changed;
	}

	private void spread(String path, RegistryKey before, RegistryKey after) {
		if (before == after) {
			return;
		}
		Map<String, RegistryValue> values = after.allValues();
		for (String name : before.allValues().keySet()) {
			if (!values.containsKey(name)) {
				everywhere((tree) -> tree.withoutValue(path, name));
			}
		}
		values.forEach((name, value) -> {
			if (!value.equals(before.value(name))) {
				in(fileOf(path, name), (tree) -> tree.withValue(path, name, value));
			}
		});
		spreadKeys(path, before.keys(), after.keys());
	}

	private void spreadKeys(String path, Map<String, RegistryKey> before, Map<String, RegistryKey> after) {
		for (String name : before.keySet()) {
			if (!after.containsKey(name)) {
				everywhere((tree) -> tree.withoutKey(below(path, name)));
			}
		}
		after.forEach((name, key) -> {
			RegistryKey old = before.get(name);
			if (old == null) {
				in(this.ownerFile, (tree) -> tree.withKey(below(path, name)));
			}
			spread(below(path, name), (old != null) ? old : RegistryKey.EMPTY, key);
		});
	}

	private String fileOf(String path, @Nullable String valueName) {
		String file = this.ownerFile;
		for (Map.Entry<String, RegistryKey> entry : this.trees.entrySet()) {
			if (entry.getValue().value(path, valueName) != null) {
				file = entry.getKey();
			}
		}
		return file;
	}

	private void everywhere(UnaryOperator<RegistryKey> change) {
		for (String file : this.trees.keySet().toArray(String[]::new)) {
			in(file, change);
		}
	}

	private void in(String file, UnaryOperator<RegistryKey> change) {
		RegistryKey tree = this.trees.getOrDefault(file, RegistryKey.EMPTY);
		RegistryKey edited = change.apply(tree);
		if (edited != tree) {
			this.trees.put(file, edited);
			this.changed.put(file, edited);
		}
	}

	private static String below(String path, String name) {
		return path.isEmpty() ? name : path + "\\" + name;
	}

}
