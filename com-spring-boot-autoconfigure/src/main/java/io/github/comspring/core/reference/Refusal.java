package io.github.comspring.core.reference;

import io.github.comspring.ComInterface;
import io.github.comspring.Iid;

/**
 * Says why an object refuses an interface.
 */
final class Refusal {

	private Refusal() {
	}

	/**
	 * Describes a refusal.
	 * @param object the object that was asked
	 * @param type the interface that was asked for
	 * @return a phrase for the error
	 */
	static String describe(CountedObject object, Class<?> type) {
		Class<?> implementation = object.target().getClass();
		String refused = object.coClass() + " (" + implementation.getName() + ") does not support " + type.getName()
				+ " " + Iid.of(type);
		return hasCopyOf(implementation, type)
				? refused + ", but a copy of it from another class loader: list the interface in the "
						+ "Com-Interfaces of the module's manifest"
				: refused;
	}

	private static boolean hasCopyOf(Class<?> implementation, Class<?> type) {
		for (Class<?> current = implementation; current != null; current = current.getSuperclass()) {
			for (Class<?> candidate : current.getInterfaces()) {
				if (isCopyOf(candidate, type) || hasCopyOf(candidate, type)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isCopyOf(Class<?> candidate, Class<?> type) {
		return candidate != type && candidate.getName().equals(type.getName())
				&& type.isAnnotationPresent(ComInterface.class);
	}

}
