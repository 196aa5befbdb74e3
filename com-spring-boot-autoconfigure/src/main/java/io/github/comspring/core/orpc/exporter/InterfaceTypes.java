package io.github.comspring.core.orpc.exporter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Java type for an interface id that came from another process: among the
 * interfaces of the object, which are those of its Java class and those that it lists, or
 * else of those that this process has used before. Nothing is loaded by name. Safe from
 * any thread.
 */
public final class InterfaceTypes {

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
	public Iid use(Class<?> type) {
		Iid iid = Iid.of(type);
		this.used.putIfAbsent(iid, type);
		return iid;
	}

	/**
	 * Finds the type for an interface of an object.
	 * @param export the object
	 * @param iid the interface
	 * @return the type, which the object supports if it is one of its own
	 * @throws ComException {@code E_NOINTERFACE} if neither the object nor this process
	 * knows one, {@code E_UNEXPECTED} if the object could not say what it supports
	 */
	Class<?> require(Exported export, Iid iid) {
		Class<?> type = find(export, iid);
		if (type == null) {
			String subject = (export.coClass() != null) ? export.coClass().toString()
					: export.target().getClass().getName();
			String remedy = (export.target() instanceof Unknown)
					? ": its class does not implement it, and Unknown.interfaces() does not list it" : "";
			throw new ComException(HResult.E_NOINTERFACE, subject + " does not support interface " + iid + remedy);
		}
		return type;
	}

	private @Nullable Class<?> find(Exported export, Iid iid) {
		if (iid.equals(Iid.UNKNOWN)) {
			return Object.class;
		}
		Class<?> type = IMPLEMENTED.get(export.target().getClass()).get(iid);
		if (type == null && export.target() instanceof Unknown unknown) {
			type = find(listed(export, unknown), iid);
		}
		return (type != null) ? type : this.used.get(iid);
	}

	private static List<Class<?>> listed(Exported export, Unknown unknown) {
		try {
			return List.copyOf(export.apartment().call(unknown::interfaces));
		}
		catch (ComException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ComException(HResult.E_UNEXPECTED,
					export.target().getClass().getName() + " could not list its interfaces: " + ex, ex);
		}
	}

	private static @Nullable Class<?> find(List<Class<?>> listed, Iid iid) {
		return listed.stream()
			.filter((each) -> Iid.isDeclaredBy(each) && Iid.of(each).equals(iid))
			.findFirst()
			.orElse(null);
	}

}
