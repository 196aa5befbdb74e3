package io.github.comspring.core.registry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * A key of the registry with its values and the keys below it: an immutable tree. Names
 * are compared without regard to case and keep the case they were written in; paths are
 * separated by backslashes. A changed tree shares with the old one what did not change,
 * so that changes are cheap, and what is the same object is known to be the same.
 */
public final class RegistryKey {

	/** The name that stands for a key's default value where a name must be written. */
	public static final String DEFAULT = "(default)";

	/** A key with nothing in it. */
	public static final RegistryKey EMPTY = new RegistryKey(NameMap.empty(), NameMap.empty());

	private final NameMap<RegistryKey> keys;

	private final NameMap<RegistryValue> values;

	private RegistryKey(NameMap<RegistryKey> keys, NameMap<RegistryValue> values) {
		this.keys = keys;
		this.values = values;
	}

	/**
	 * Returns the key at a path.
	 * @param path the path below this key, empty for this one
	 * @return the key, or {@code null} if there is none
	 * @throws ComException {@code E_INVALIDARG} if a name of the path is empty
	 */
	public @Nullable RegistryKey key(String path) {
		RegistryKey key = this;
		for (String name : KeyPath.names(path)) {
			key = key.keys.get(name);
			if (key == null) {
				return null;
			}
		}
		return key;
	}

	/**
	 * Returns a value of this key.
	 * @param name the name, or {@code null} for the default value
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable RegistryValue value(@Nullable String name) {
		return this.values.get(valueName(name));
	}

	/**
	 * Returns a value of a key below this one.
	 * @param path the path below this key
	 * @param name the name, or {@code null} for the default value
	 * @return the value, or {@code null} if there is no such key or value
	 */
	public @Nullable RegistryValue value(String path, @Nullable String name) {
		RegistryKey key = key(path);
		return (key != null) ? key.value(name) : null;
	}

	/**
	 * Returns the keys below this one.
	 * @return the keys by their names as written, in order and without regard to case
	 */
	public Map<String, RegistryKey> keys() {
		return this.keys.toMap();
	}

	/**
	 * Returns the named values.
	 * @return the values by their names as written, in order and without regard to case,
	 * without the default value
	 */
	public Map<String, RegistryValue> values() {
		SortedMap<String, RegistryValue> named = new TreeMap<>(this.values.toMap());
		named.remove(DEFAULT);
		return Collections.unmodifiableSortedMap(named);
	}

	/**
	 * Returns the values, the default value under the name {@link #DEFAULT}.
	 * @return the values by their names as written, in order and without regard to case
	 */
	public Map<String, RegistryValue> allValues() {
		return this.values.toMap();
	}

	/**
	 * Tells whether there is nothing in this key.
	 * @return whether it has neither values nor keys
	 */
	public boolean isEmpty() {
		return this.keys.isEmpty() && this.values.isEmpty();
	}

	/**
	 * Returns a tree with a key; keys that are missing on the way are created.
	 * @param path the path of the key
	 * @return the new tree, this one if the key was there
	 */
	public RegistryKey withKey(String path) {
		return change(KeyPath.names(path), UnaryOperator.identity());
	}

	/**
	 * Returns this tree with a key directly below it set or replaced.
	 * @param name the name of the key, which may not have a backslash
	 * @param key the key
	 * @return the new tree
	 */
	public RegistryKey withTree(String name, RegistryKey key) {
		return new RegistryKey(this.keys.with(name, key), this.values);
	}

	/**
	 * Returns a tree with a value set; keys that are missing are created.
	 * @param path the path of the key, empty for this one
	 * @param name the name of the value, or {@code null} for the default value
	 * @param value the value
	 * @return the new tree, this one if it had that value
	 */
	public RegistryKey withValue(String path, @Nullable String name, RegistryValue value) {
		return change(KeyPath.names(path), (key) -> value.equals(key.value(name)) ? key
				: new RegistryKey(key.keys, key.values.with(valueName(name), value)));
	}

	/**
	 * Returns a tree without a value; the key stays.
	 * @param path the path of the key, empty for this one
	 * @param name the name of the value, or {@code null} for the default value
	 * @return the new tree, this one if there was no such value
	 */
	public RegistryKey withoutValue(String path, @Nullable String name) {
		if (value(path, name) == null) {
			return this;
		}
		return change(KeyPath.names(path), (key) -> new RegistryKey(key.keys, key.values.without(valueName(name))));
	}

	/**
	 * Returns a tree without a key and all that is below it.
	 * @param path the path of the key
	 * @return the new tree, this one if there was no such key
	 * @throws ComException {@code E_INVALIDARG} if the path is empty
	 */
	public RegistryKey withoutKey(String path) {
		if (path.isEmpty()) {
			throw new ComException(HResult.E_INVALIDARG, "The root of a registry tree cannot be removed");
		}
		if (key(path) == null) {
			return this;
		}
		List<String> names = KeyPath.names(path);
		int last = names.size() - 1;
		return change(names.subList(0, last), (key) -> new RegistryKey(key.keys.without(names.get(last)), key.values));
	}

	/**
	 * Returns this tree with the values and keys of another, which win over this one's.
	 * Costs as much as the other tree is large.
	 * @param over the tree that wins
	 * @return both
	 */
	public RegistryKey overlaidBy(RegistryKey over) {
		return combine(over, true);
	}

	/**
	 * Returns this tree with what another has and this one lacks. Costs as much as the
	 * other tree is large.
	 * @param under the tree that fills in
	 * @return both
	 */
	public RegistryKey filledFrom(RegistryKey under) {
		return combine(under, false);
	}

	/**
	 * Returns the key of a name directly below this one; a backslash is no separator.
	 */
	@Nullable RegistryKey child(String name) {
		return this.keys.get(name);
	}

	@Override
	public boolean equals(Object obj) {
		return obj == this || (obj instanceof RegistryKey other && allValues().equals(other.allValues())
				&& keys().equals(other.keys()));
	}

	@Override
	public int hashCode() {
		return 31 * keys().size() + allValues().size();
	}

	@Override
	public String toString() {
		return "values " + allValues().keySet() + ", keys " + keys().keySet();
	}

	private RegistryKey change(List<String> names, UnaryOperator<RegistryKey> change) {
		if (names.isEmpty()) {
			return change.apply(this);
		}
		RegistryKey child = this.keys.get(names.get(0));
		RegistryKey changed = ((child != null) ? child : EMPTY).change(names.subList(1, names.size()), change);
		return (changed == child) ? this : withTree(names.get(0), changed);
	}

	private RegistryKey combine(RegistryKey other, boolean otherWins) {
		if (isEmpty() || other == this) {
			return other;
		}
		RegistryKey[] result = { this };
		other.values.forEach((name, value) -> {
			if (otherWins || value(name) == null) {
				result[0] = result[0].withValue("", name, value);
			}
		});
		other.keys.forEach((name, key) -> {
			RegistryKey mine = this.keys.get(name);
			result[0] = result[0].withTree(name, (mine != null) ? mine.combine(key, otherWins) : key);
		});
		return result[0];
	}

	private static String valueName(@Nullable String name) {
		return (name == null || name.isEmpty()) ? DEFAULT : name;
	}

}
