package io.github.comspring.core.ndr.type;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A Java type in which type variables have been replaced by what they stand for.
 *
 * @param raw the class, {@link Object} for an open type
 * @param arguments the type arguments, for an array of references its component
 * @param open the name of a type that is known at runtime only, a type variable or
 * wildcard, else {@code null}
 */
public record JavaType(Class<?> raw, List<JavaType> arguments, @Nullable String open) {

	/**
	 * Replaces type variables.
	 * @param type the type as declared
	 * @param bindings what the type variables stand for
	 * @return the type
	 */
	public static JavaType of(Type type, Map<TypeVariable<?>, JavaType> bindings) {
		if (type instanceof Class<?> raw) {
			return (raw.isArray() && !raw.getComponentType().isPrimitive())
					? arrayOf(of(raw.getComponentType(), bindings)) : new JavaType(raw, List.of(), null);
		}
		if (type instanceof GenericArrayType array) {
			return arrayOf(of(array.getGenericComponentType(), bindings));
		}
		if (type instanceof ParameterizedType parameterized) {
			return new JavaType((Class<?>) parameterized.getRawType(),
					Stream.of(parameterized.getActualTypeArguments()).map((each) -> of(each, bindings)).toList(), null);
		}
		JavaType bound = bindings.get(type);
		return (bound != null) ? bound : new JavaType(Object.class, List.of(), type.getTypeName());
	}

	/**
	 * Returns what the type variables of the class stand for.
	 * @return the bindings, none for a raw type
	 */
	public Map<TypeVariable<?>, JavaType> bindings() {
		Map<TypeVariable<?>, JavaType> bindings = new HashMap<>();
		if (!isRaw() && !this.raw.isArray()) {
			TypeVariable<?>[] variables = this.raw.getTypeParameters();
			for (int i = 0; i < variables.length; i++) {
				bindings.put(variables[i], this.arguments.get(i));
			}
		}
		return bindings;
	}

	/**
	 * Returns a subtype, with the type arguments that follow from those of this type.
	 * @param subclass a class that directly extends this one
	 * @return the subtype, with open arguments where nothing follows
	 */
	public JavaType subtype(Class<?> subclass) {
		Map<TypeVariable<?>, JavaType> bindings = new HashMap<>();
		for (Type each : subclass.getGenericInterfaces()) {
			if (each instanceof ParameterizedType parent && parent.getRawType() == this.raw) {
				bind(parent.getActualTypeArguments(), bindings);
			}
		}
		return new JavaType(subclass,
				Stream.of(subclass.getTypeParameters()).map((each) -> of(each, bindings)).toList(), null);
	}

	/**
	 * Tells whether type arguments are missing.
	 * @return whether the class is generic and there are none
	 */
	public boolean isRaw() {
		return this.raw.getTypeParameters().length != this.arguments.size() && !this.raw.isArray();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JavaType that && this.raw == that.raw && this.arguments.equals(that.arguments)
				&& Objects.equals(this.open, that.open);
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return 31 * (31 * this.raw.hashCode() + this.arguments.hashCode()) + Objects.hashCode(this.open);
	}

	/**
	 * Returns the type as it is written in Java, with full names.
	 */
	@Override
	public String toString() {
		if (this.open != null) {
			return this.open;
		}
		if (this.raw.isArray() && !this.arguments.isEmpty()) {
			return this.arguments.get(0) + "[]";
		}
		String name = this.raw.getTypeName();
		return this.arguments.isEmpty() ? name
				: this.arguments.stream().map(JavaType::toString).collect(Collectors.joining(",", name + "<", ">"));
	}

	private void bind(Type[] parentArguments, Map<TypeVariable<?>, JavaType> bindings) {
		for (int i = 0; i < parentArguments.length; i++) {
			if (parentArguments[i] instanceof TypeVariable<?> variable) {
				bindings.put(variable, this.arguments.get(i));
			}
		}
	}

	private static JavaType arrayOf(JavaType component) {
		return new JavaType(component.raw.arrayType(), List.of(component), null);
	}

}
