package io.github.comspring.core.orpc.importer;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.remote.RemoteObject;
import org.jspecify.annotations.Nullable;

/**
 * One interface of an object in another process.
 *
 * @param object the object
 * @param type the interface
 * @param ipid the number of the interface pointer
 */
public record RemoteInterface(RemoteObject object, Class<?> type, Guid ipid) {

	/**
	 * Finds what a proxy leads to.
	 * @param object any object
	 * @return the interface, or {@code null} if the object is no proxy
	 */
	public static @Nullable RemoteInterface behind(Object object) {
		if (object instanceof RemoteClassFactory factory) {
			return factory.remote();
		}
		ObjectProxy proxy = ObjectProxy.behind(object);
		return (proxy != null) ? proxy.remote() : null;
	}

	@Override
	public String toString() {
		return this.type.getName() + " of " + this.object;
	}

}
