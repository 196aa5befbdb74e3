package io.github.comspring.core.registry;

import org.jspecify.annotations.Nullable;

/**
 * One value of a registration, and where it belongs.
 *
 * @param key the path of its key
 * @param name its name, or {@code null} for the default value
 * @param value the value
 */
record RegistryEntry(String key, @Nullable String name, RegistryValue value) {

	RegistryKey written(RegistryKey root) {
		return root.withValue(this.key, this.name, this.value);
	}

	/**
	 * Tells whether a tree has the value as it would be written.
	 */
	boolean standsIn(RegistryKey root) {
		return this.value.equals(root.value(this.key, this.name));
	}

	/**
	 * Returns a tree without the value and the keys that are empty without it; the same
	 * tree if the value does not stand as it would be written.
	 */
	RegistryKey removed(RegistryKey root) {
		if (!standsIn(root)) {
			return root;
		}
		return pruned(root.withoutValue(this.key, this.name), this.key);
	}

	private static RegistryKey pruned(RegistryKey root, String path) {
		RegistryKey key = root.key(path);
		if (path.isEmpty() || key == null || !key.isEmpty()) {
			return root;
		}
		int end = path.lastIndexOf('\\');
		return pruned(root.withoutKey(path), (end < 0) ? "" : path.substring(0, end));
	}

}
