package io.github.comspring.core.module;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The types that a module has in common with its clients: the interfaces that its
 * manifest names, and all types in their signatures, as far as the clients have them.
 */
final class SharedTypes {

	private final ClassLoader clients;

	private final Set<String> names = new HashSet<>();

	private SharedTypes(ClassLoader clients) {
		this.clients = clients;
	}

	/**
	 * Finds the names of the shared types.
	 * @param interfaces the names of the interfaces
	 * @param clients the class loader of the clients
	 * @return the names, without those of interfaces that the clients do not have
	 */
	static Set<String> of(Collection<String> interfaces, ClassLoader clients) {
		SharedTypes shared = new SharedTypes(clients);
		interfaces.forEach(shared::addNamed);
		return Set.copyOf(shared.names);
	}

	private void addNamed(String name) {
		try {
			add(Class.forName(name, false, this.clients));
		}
		catch (ClassNotFoundException | LinkageError | TypeNotPresentException ex) {
			// The clients do not have all of it, so there is nothing to share
		}
	}

	private void add(Type type) {
		if (type instanceof Class<?> known) {
			addClass(known);
		}
		else if (type instanceof ParameterizedType parameterized) {
			add(parameterized.getRawType());
			addAll(parameterized.getActualTypeArguments());
		}
		else if (type instanceof GenericArrayType array) {
			add(array.getGenericComponentType());
		}
		else if (type instanceof WildcardType wildcard) {
			addAll(wildcard.getUpperBounds());
			addAll(wildcard.getLowerBounds());
		}
	}

	private void addAll(Type[] types) {
		for (Type each : types) {
			add(each);
		}
	}

	private void addClass(Class<?> type) {
		if (type.isArray()) {
			add(type.getComponentType());
			return;
		}
		if (isOfThePlatform(type) || !this.names.add(type.getName())) {
			return;
		}
		if (type.getGenericSuperclass() != null) {
			add(type.getGenericSuperclass());
		}
		addAll(type.getGenericInterfaces());
		if (type.isSealed()) {
			addAll(type.getPermittedSubclasses());
		}
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				add(component.getGenericType());
			}
		}
		for (Method method : type.getDeclaredMethods()) {
			// The erased types, too: what bounds a type variable is in them alone
			add(method.getReturnType());
			addAll(method.getParameterTypes());
			add(method.getGenericReturnType());
			addAll(method.getGenericParameterTypes());
			addAll(method.getGenericExceptionTypes());
		}
	}

	private static boolean isOfThePlatform(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

}
