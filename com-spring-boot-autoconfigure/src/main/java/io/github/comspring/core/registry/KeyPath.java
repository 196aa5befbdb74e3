package io.github.comspring.core.registry;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * The path of a key, names separated by backslashes.
 */
final class KeyPath {

	private KeyPath() {
	}

	/**
	 * Returns the names of a path.
	 * @param path the path, empty for the key that it starts from
	 * @return the names from the top down
	 * @throws ComException {@code E_INVALIDARG} if a name is empty
	 */
	static List<String> names(String path) {
		if (path.isEmpty()) {
			return List.of();
		}
		List<String> names = List.of(path.split("\\\\", -1));
		if (names.contains("")) {
			throw new ComException(HResult.E_INVALIDARG, "The key path '" + path + "' has an empty name");
		}
		return names;
	}

	/**
	 * Returns the path of a key below another.
	 * @param path the path of the upper key, possibly empty
	 * @param name the name or path below it
	 * @return both, joined
	 */
	static String join(String path, String name) {
		return path.isEmpty() ? name : path + "\\" + name;
	}

}
