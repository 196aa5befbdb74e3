package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What makes an exception anew in another process: of all that it carries its message and
 * its cause alone.
 *
 * @param constructor a constructor that takes no more than these, accessible
 */
public record ThrowableConstructor(Constructor<?> constructor) {

	/** Preferred in this order; those with a code are of subtypes of ComException. */
	private static final Class<?>[][] PARAMETERS = { { String.class, Throwable.class }, { String.class },
			{ HResult.class, String.class, Throwable.class }, { HResult.class, String.class }, { Throwable.class } };

	/**
	 * Finds the constructor of a type of exceptions.
	 * @param type the type
	 * @return its constructor, or {@code null} if it has none that is not private and
	 * takes a message, or if its module keeps it closed. One without parameters counts if
	 * there is no other, since all such exceptions are alike.
	 */
	public static @Nullable ThrowableConstructor of(Class<?> type) {
		if (Modifier.isAbstract(type.getModifiers())) {
			return null;
		}
		try {
			Constructor<?> found = find(type.getDeclaredConstructors());
			return (found != null && found.trySetAccessible()) ? new ThrowableConstructor(found) : null;
		}
		catch (LinkageError ex) {
			// A constructor takes something that this process does not have
			return null;
		}
	}

	private static @Nullable Constructor<?> find(Constructor<?>[] all) {
		for (Class<?>[] wanted : PARAMETERS) {
			for (Constructor<?> each : all) {
				if (!Modifier.isPrivate(each.getModifiers()) && Arrays.equals(each.getParameterTypes(), wanted)) {
					return each;
				}
			}
		}
		boolean only = all.length == 1 && !Modifier.isPrivate(all[0].getModifiers());
		return (only && all[0].getParameterCount() == 0) ? all[0] : null;
	}

	/**
	 * Makes an exception.
	 * @param hresult its code, if it has one
	 * @param message its message
	 * @param cause its cause
	 * @return the exception, or {@code null} if its constructor throws one itself
	 */
	public @Nullable Throwable newInstance(HResult hresult, @Nullable String message, @Nullable Throwable cause) {
		Class<?>[] parameters = this.constructor.getParameterTypes();
		Object[] arguments = new Object[parameters.length];
		for (int i = 0; i < parameters.length; i++) {
			arguments[i] = (parameters[i] == String.class) ? message
					: (parameters[i] == HResult.class) ? hresult : cause;
		}
		try {
			return withCause((Throwable) this.constructor.newInstance(arguments), cause);
		}
		catch (InvocationTargetException | InstantiationException | IllegalAccessException | LinkageError ex) {
			return null;
		}
	}

	private static Throwable withCause(Throwable made, @Nullable Throwable cause) {
		if (cause != null && made.getCause() == null) {
			try {
				made.initCause(cause);
			}
			catch (IllegalStateException ex) {
				made.addSuppressed(cause);
			}
		}
		return made;
	}

	/**
	 * Says why {@link #of(Class)} finds none.
	 * @param type a type without a constructor
	 * @return what to do about it, a phrase in the imperative
	 */
	static String remedy(Class<?> type) {
		if (Modifier.isAbstract(type.getModifiers())) {
			return "declare the exceptions that are thrown instead of the abstract one above them";
		}
		if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
			return "make it static";
		}
		return "give it a constructor with a message, or with a message and a cause, which are what arrives of it, "
				+ "or declare an exception that has one";
	}

}
