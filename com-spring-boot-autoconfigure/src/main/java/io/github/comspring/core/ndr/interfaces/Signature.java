package io.github.comspring.core.ndr.interfaces;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The name of a method and the classes of its parameters. Operations are numbered in the
 * natural order.
 *
 * @param name the name
 * @param parameters the names of the classes
 */
record Signature(String name, List<String> parameters) implements Comparable<Signature> {

	private static final Set<Signature> OF_OBJECT = Set.of(new Signature("hashCode", List.of()),
			new Signature("toString", List.of()), new Signature("equals", List.of(Object.class.getName())));

	/**
	 * Tells whether every object has the method, which then is no operation.
	 * @return whether {@link Object} declares it
	 */
	boolean isOfObject() {
		return OF_OBJECT.contains(this);
	}

	@Override
	public int compareTo(Signature other) {
		int byName = this.name.compareTo(other.name);
		return (byName != 0) ? byName : toString().compareTo(other.toString());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Signature that && this.name.equals(that.name)
				&& this.parameters.equals(that.parameters);
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return 31 * this.name.hashCode() + this.parameters.hashCode();
	}

	/**
	 * Returns the signature as it is written in Java, with full names.
	 */
	@Override
	public String toString() {
		return this.name + "(" + String.join(",", this.parameters) + ")";
	}

}
