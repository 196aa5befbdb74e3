package io.github.comspring.core.apartment;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * Runs each call on an object in its apartment. Two proxies are equal if their objects
 * are identical.
 *
 * @param apartment where the object lives
 * @param object the object
 */
record ApartmentInvocationHandler(Apartment apartment, Object object) implements InvocationHandler {

	/**
	 * Makes a proxy.
	 * @param type its interface
	 * @param object the object
	 * @param apartment where the object lives
	 */
	static Object proxy(Class<?> type, Object object, Apartment apartment) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new ApartmentInvocationHandler(apartment, object));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "equals" -> (method.getDeclaringClass() == Object.class) ? isSameObject(args) : call(method, args);
			case "hashCode" -> (method.getDeclaringClass() == Object.class) ? System.identityHashCode(this.object)
					: call(method, args);
			default -> call(method, args);
		};
	}

	private @Nullable Object call(Method method, Object @Nullable [] args) throws Exception {
		return this.apartment.call(() -> {
			try {
				method.trySetAccessible();
				return method.invoke(this.object, args);
			}
			catch (InvocationTargetException ex) {
				throw asThrown(ex.getTargetException());
			}
		});
	}

	private boolean isSameObject(Object @Nullable [] args) {
		return args != null && args[0] != null && Proxy.isProxyClass(args[0].getClass())
				&& Proxy.getInvocationHandler(args[0]) instanceof ApartmentInvocationHandler other
				&& other.object == this.object;
	}

	private static Exception asThrown(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (Exception) thrown;
	}

}
