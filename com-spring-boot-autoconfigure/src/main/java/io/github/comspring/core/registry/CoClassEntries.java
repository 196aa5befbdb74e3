package io.github.comspring.core.registry;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import io.github.comspring.core.registry.RegistryValue.Sz;

/**
 * The entries by which a class is found: its key below {@code CLSID} with ProgIDs and
 * AppID, and the keys of its ProgIDs, the version-independent one included.
 */
public final class CoClassEntries {

	private CoClassEntries() {
	}

	/**
	 * Adds the entries of a class to a tree. The version-independent ProgID leads to the
	 * highest version, unless a class has that name for its own.
	 * @param root the tree
	 * @param coClass the class
	 * @param description its name for people
	 * @return the new tree
	 */
	public static RegistryKey write(RegistryKey root, CoClass coClass, String description) {
		String key = "CLSID\\" + coClass.clsid();
		RegistryKey tree = root.withValue(key, null, new Sz(description));
		AppId appId = coClass.appId();
		if (appId != null) {
			tree = tree.withValue(key, "AppID", new Sz(appId.toString()));
		}
		ProgId progId = coClass.progId();
		if (progId == null) {
			return tree;
		}
		ProgId independent = progId.withoutVersion();
		tree = tree.withValue(key + "\\ProgID", null, text(progId))
			.withValue(progId.value(), null, new Sz(description))
			.withValue(progId + "\\CLSID", null, new Sz(coClass.clsid().toString()));
		if (progId.equals(independent)) {
			return tree.withoutKey(independent + "\\CurVer");
		}
		tree = tree.withValue(key + "\\VersionIndependentProgID", null, text(independent));
		return withCurrentVersion(tree, coClass, progId, independent, description);
	}

	private static RegistryKey withCurrentVersion(RegistryKey tree, CoClass coClass, ProgId progId, ProgId independent,
			String description) {
		RegistryKey present = tree.key(independent.value());
		if (present != null && present.key("CLSID") != null && present.key("CurVer") == null) {
			return tree;
		}
		RegistryKey current = tree.key(independent + "\\CurVer");
		if (current != null && current.value(null) instanceof Sz version && isNewer(version.text(), progId.value())) {
			return tree;
		}
		return tree.withValue(independent.value(), null, new Sz(description))
			.withValue(independent + "\\CLSID", null, new Sz(coClass.clsid().toString()))
			.withValue(independent + "\\CurVer", null, text(progId));
	}

	/**
	 * Compares two versions of one name, which differ in their numbers alone.
	 */
	private static boolean isNewer(String version, String other) {
		return (version.length() != other.length()) ? version.length() > other.length()
				: version.compareToIgnoreCase(other) > 0;
	}

	private static Sz text(ProgId progId) {
		return new Sz(progId.value());
	}

}
