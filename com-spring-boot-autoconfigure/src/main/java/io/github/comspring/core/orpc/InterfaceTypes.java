package io.github.comspring.core.orpc;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.Iid;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Java type for an interface id that came from another process: among the
 * interfaces of the object, or else of those that this process has used before. Nothing
 * is loaded by name. Safe from any thread.
 */
final class InterfaceTypes {

	private static final ClassValue<Map<Iid, Class<?>>> IMPLEMENTED = new ClassValue<>() {

		@Override
		protected Map<Iid, Class<?>> computeValue(Class<?> type) {
			Map<Iid, Class<?>> found = new HashMap<>();
			for (Class<?> current = type; current != null; current = current.getSuperclass()) {
				collect(current, found);
			}
			return Map.copyOf(found);
		}

	};

	private final ConcurrentMap<Iid, Class<?>> used = new ConcurrentHashMap<>();

	private static void collect(Class<?> type, Map<Iid, Class<?>> found) {
		if (type.isInterface() && Iid.isDeclaredBy(type)) {
			found.putIfAbsent(Iid.of(type), type);
		}
		for (Class<?> each : type.getInterfaces()) {
			collect(each, found);
		}
	}

	/**
	 * Takes notice of a type that is used.
	 * @param type the type
	 * @return its interface id
	 * @throws io.github.comspring.ComException {@code E_NOINTERFACE} if it has none
	 */
	Iid use(Class<?> type) {
		Iid iid = Iid.of(type);
		this.used.putIfAbsent(iid, type);
		return iid;
	}

	/**
	 * Finds the type for an interface of an object.
	 * @param target the object
	 * @param iid the interface
	 * @return the type, or {@code null} if neither the object nor this process knows one
	 */
	@Nullable Class<?> find(Object target, Iid iid) {
		if (iid.equals(Iid.UNKNOWN)) {
			return Object.class;
		}
		Class<?> implemented = IMPLEMENTED.get(target.getClass()).get(iid);
		return (implemented != null) ? implemented : this.used.get(iid);
	}

}
