package io.github.comspring.beans;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Iid;
import io.github.comspring.Unknown;
import io.github.comspring.diagnostics.ComStartupException;

/**
 * What the declared type of a bean says of the interfaces that its clients can ask for.
 */
final class ComInterfaces {

	private ComInterfaces() {
	}

	/**
	 * Tells whether clients can ask instances of a type for anything.
	 * @param type the declared type
	 * @return whether it has an interface with {@link ComInterface @ComInterface}, or
	 * answers for its interfaces itself
	 * @throws ComStartupException if the id of one of its interfaces is not a GUID
	 */
	static boolean areOfferedBy(Class<?> type) {
		return !offeredBy(type).isEmpty() || Unknown.class.isAssignableFrom(type);
	}

	/**
	 * Lists the interfaces that clients can ask instances of a type for.
	 * @param type the declared type
	 * @return the interfaces with {@link ComInterface @ComInterface}
	 * @throws ComStartupException if the id of one of them is not a GUID
	 */
	static List<Class<?>> offeredBy(Class<?> type) {
		List<Class<?>> offered = new ArrayList<>();
		for (Class<?> each : allInterfaces(type)) {
			if (isComInterface(each)) {
				offered.add(each);
			}
		}
		return offered;
	}

	/**
	 * Tells whether a type is an interface that clients can ask for.
	 * @param type the type
	 * @return whether it has {@link ComInterface @ComInterface}
	 * @throws ComStartupException if its id is not a GUID
	 */
	static boolean isComInterface(Class<?> type) {
		ComInterface declared = type.isInterface() ? type.getDeclaredAnnotation(ComInterface.class) : null;
		if (declared == null) {
			return false;
		}
		try {
			Iid.of(type);
			return true;
		}
		catch (ComException ex) {
			throw BeanMistakes.invalidIdentifier("interface " + type.getName(), "@ComInterface(value)",
					declared.value(), ex);
		}
	}

	private static Set<Class<?>> allInterfaces(Class<?> type) {
		Set<Class<?>> seen = new LinkedHashSet<>();
		Deque<Class<?>> open = new ArrayDeque<>();
		open.add(type);
		while (!open.isEmpty()) {
			Class<?> each = open.remove();
			if (seen.add(each)) {
				open.addAll(Set.of(each.getInterfaces()));
				if (each.getSuperclass() != null) {
					open.add(each.getSuperclass());
				}
			}
		}
		return seen;
	}

}
