package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.comspring.core.ndr.type.JavaType;

/**
 * The methods of an interface and of all above it. What overrides another is one
 * operation with it, and so are the bridges that compilers make.
 */
final class InterfaceMethods {

	private final SortedMap<Signature, List<DeclaredMethod>> operations = new TreeMap<>();

	/** Of each signature in a class file, the one of its operation. */
	private final Map<Signature, Signature> erasures = new HashMap<>();

	private final List<Method> bridges = new ArrayList<>();

	private final Set<JavaType> visited = new HashSet<>();

	/**
	 * Collects the methods of an interface.
	 * @param type the interface, or {@link Object} for {@code IUnknown}, which has no
	 * operations of its own
	 */
	InterfaceMethods(Class<?> type) {
		if (type.isInterface()) {
			visit(JavaType.of(type, Map.of()));
		}
		for (Method bridge : this.bridges) {
			DeclaredMethod declared = new DeclaredMethod(bridge, Map.of());
			Signature operation = this.erasures.get(declared.erasure());
			if (operation != null) {
				this.operations.get(operation).add(declared);
			}
		}
	}

	/**
	 * Returns the methods that are one operation each.
	 * @return of each operation its methods, in the order of the signatures
	 */
	Collection<List<DeclaredMethod>> operations() {
		return this.operations.values();
	}

	private void visit(JavaType type) {
		if (!this.visited.add(type)) {
			return;
		}
		for (Method method : type.raw().getDeclaredMethods()) {
			if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())) {
				collect(new DeclaredMethod(method, type.bindings()));
			}
		}
		for (Type parent : type.raw().getGenericInterfaces()) {
			visit(JavaType.of(parent, type.bindings()));
		}
	}

	private void collect(DeclaredMethod declared) {
		if (declared.method().isSynthetic()) {
			this.bridges.add(declared.method());
			return;
		}
		Signature signature = declared.signature();
		if (!signature.isOfObject()) {
			this.operations.computeIfAbsent(signature, (key) -> new ArrayList<>()).add(declared);
			this.erasures.put(declared.erasure(), signature);
		}
	}

}
