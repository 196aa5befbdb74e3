package io.github.comspring.core.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map whose keys are names compared without regard to case. A changed
 * map shares all but a path of its tree with the one it was made from, so that a change
 * among ten thousand names costs a dozen small objects. The tree is an AVL tree, and each
 * of its nodes is a map.
 *
 * @param <V> the type of the values
 */
final class NameMap<V> {

	private static final NameMap<?> EMPTY = new NameMap<>();

	private final @Nullable String name;

	private final @Nullable V value;

	private final @Nullable NameMap<V> left;

	private final @Nullable NameMap<V> right;

	/** The number of nodes on the longest way down, zero for the empty map. */
	private final int height;

	private NameMap() {
		this.name = null;
		this.value = null;
		this.left = null;
		this.right = null;
		this.height = 0;
	}

	private NameMap(String name, V value, NameMap<V> left, NameMap<V> right) {
		this.name = name;
		this.value = value;
		this.left = left;
		this.right = right;
		this.height = 1 + Math.max(left.height, right.height);
	}

	@SuppressWarnings("unchecked")
	static <V> NameMap<V> empty() {
		return (NameMap<V>) EMPTY;
	}

	boolean isEmpty() {
		return this.height == 0;
	}

	/**
	 * Returns the number of nodes on the longest way down.
	 */
	int height() {
		return this.height;
	}

	@Nullable V get(String name) {
		NameMap<V> node = this;
		while (node.height != 0) {
			int order = name.compareToIgnoreCase(node.name);
			if (order == 0) {
				return node.value;
			}
			node = (order < 0) ? node.left : node.right;
		}
		return null;
	}

	/**
	 * Returns a map with an entry set. A name that is there already keeps its case.
	 */
	NameMap<V> with(String name, V value) {
		if (this.height == 0) {
			return new NameMap<>(name, value, this, this);
		}
		int order = name.compareToIgnoreCase(this.name);
		if (order == 0) {
			return (value == this.value) ? this : new NameMap<>(this.name, value, this.left, this.right);
		}
		return (order < 0) ? balanced(this.name, this.value, this.left.with(name, value), this.right)
				: balanced(this.name, this.value, this.left, this.right.with(name, value));
	}

	/**
	 * Returns a map without an entry, which must be there.
	 */
	NameMap<V> without(String name) {
		int order = name.compareToIgnoreCase(this.name);
		if (order < 0) {
			return balanced(this.name, this.value, this.left.without(name), this.right);
		}
		if (order > 0) {
			return balanced(this.name, this.value, this.left, this.right.without(name));
		}
		if (this.right.height == 0) {
			return this.left;
		}
		NameMap<V> next = this.right.first();
		return balanced(next.name, next.value, this.left, this.right.without(next.name));
	}

	void forEach(BiConsumer<String, V> action) {
		if (this.height != 0) {
			this.left.forEach(action);
			action.accept(this.name, this.value);
			this.right.forEach(action);
		}
	}

	/**
	 * Returns the entries in the order of their names.
	 * @return a map that compares names without regard to case
	 */
	SortedMap<String, V> toMap() {
		SortedMap<String, V> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		forEach(map::put);
		return Collections.unmodifiableSortedMap(map);
	}

	private NameMap<V> first() {
		return (this.left.height == 0) ? this : this.left.first();
	}

	private static <V> NameMap<V> balanced(String name, V value, NameMap<V> left, NameMap<V> right) {
		if (left.height > right.height + 1) {
			NameMap<V> pivot = (left.left.height >= left.right.height) ? left : left.rotatedLeft();
			return pivot.raisedOver(name, value, right);
		}
		if (right.height > left.height + 1) {
			NameMap<V> pivot = (right.right.height >= right.left.height) ? right : right.rotatedRight();
			return new NameMap<>(pivot.name, pivot.value, new NameMap<>(name, value, left, pivot.left), pivot.right);
		}
		return new NameMap<>(name, value, left, right);
	}

	/** This node becomes the parent of a greater one that was its parent. */
	private NameMap<V> raisedOver(String name, V value, NameMap<V> greater) {
		return new NameMap<>(this.name, this.value, this.left, new NameMap<>(name, value, this.right, greater));
	}

	private NameMap<V> rotatedLeft() {
		NameMap<V> top = this.right;
		return new NameMap<>(top.name, top.value, new NameMap<>(this.name, this.value, this.left, top.left), top.right);
	}

	private NameMap<V> rotatedRight() {
		return this.left.raisedOver(this.name, this.value, this.right);
	}

}
