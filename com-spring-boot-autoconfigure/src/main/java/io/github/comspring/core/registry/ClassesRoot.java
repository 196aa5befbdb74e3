package io.github.comspring.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * The rules of {@code HKEY_CLASSES_ROOT}, the view that merges the hives. A class, an
 * application or a ProgID is one thing: where the user's hive has its key, the machine's
 * key of that name is hidden whole, so that a user's server is never mixed with the
 * machine's. What the application declares fills in what neither of them says.
 */
final class ClassesRoot {

	/** The keys that are mere lists of such things. */
	private static final Set<String> LISTS = lists("CLSID", "AppID", "Interface", "FileType");

	private ClassesRoot() {
	}

	/**
	 * Merges the trees of the hives. Costs as much as the user's and the application's
	 * are large.
	 * @param user the tree that wins
	 * @param machine the tree of the machine
	 * @param application the tree that fills in
	 * @return the merged tree
	 */
	static RegistryKey merge(RegistryKey user, RegistryKey machine, RegistryKey application) {
		RegistryKey merged = machine;
		for (Map.Entry<String, RegistryKey> entry : user.keys().entrySet()) {
			String name = entry.getKey();
			RegistryKey below = machine.child(name);
			boolean list = below != null && LISTS.contains(name);
			merged = merged.withTree(name, list ? replaceKeys(below, entry.getValue()) : entry.getValue());
		}
		return merged.filledFrom(application);
	}

	/**
	 * Returns the path of the class, application or ProgID that a key belongs to.
	 * @param path the path of the key
	 * @return the path of one or two names
	 * @throws ComException {@code E_INVALIDARG} if the path is empty
	 */
	static String owner(String path) {
		List<String> names = KeyPath.names(path);
		if (names.isEmpty()) {
			throw new ComException(HResult.E_INVALIDARG, "The merged view takes no values at its root");
		}
		return (names.size() > 1 && LISTS.contains(names.get(0))) ? KeyPath.join(names.get(0), names.get(1))
				: names.get(0);
	}

	private static RegistryKey replaceKeys(RegistryKey list, RegistryKey over) {
		RegistryKey replaced = list;
		for (Map.Entry<String, RegistryKey> entry : over.keys().entrySet()) {
			replaced = replaced.withTree(entry.getKey(), entry.getValue());
		}
		return replaced;
	}

	private static Set<String> lists(String... names) {
		Set<String> lists = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		lists.addAll(List.of(names));
		return lists;
	}

}
