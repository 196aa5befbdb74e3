package io.github.comspring.core.orpc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

import io.github.comspring.core.ndr.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that a method declares. They cross processes as the declared type, never as
 * a subtype, of which the client need not know.
 */
final class DeclaredException {

	private static final Class<?>[][] CONSTRUCTORS = { { String.class, Throwable.class }, { String.class }, {} };

	private DeclaredException() {
	}

	/**
	 * Finds the type that a method declares for an exception.
	 * @param thrown the exception
	 * @param operation the method
	 * @return the most specific declared type, or {@code null} if there is none
	 */
	static @Nullable Class<?> of(Throwable thrown, Operation operation) {
		Class<?> found = null;
		for (Class<?> declared : operation.declaredExceptions()) {
			if (declared.isInstance(thrown) && (found == null || found.isAssignableFrom(declared))) {
				found = declared;
			}
		}
		return found;
	}

	/**
	 * Makes an exception of a type that a method declares.
	 * @param operation the method
	 * @param name the name of the type
	 * @param message the message
	 * @param cause the cause, or {@code null}
	 * @return the exception, or {@code null} if the method declares no such type or it
	 * has no public constructor for a message and a cause, for a message, or for nothing
	 */
	static @Nullable Throwable create(Operation operation, String name, String message, @Nullable Throwable cause) {
		for (Class<?> declared : operation.declaredExceptions()) {
			if (declared.getName().equals(name)) {
				return create(declared, message, cause);
			}
		}
		return null;
	}

	private static @Nullable Throwable create(Class<?> type, String message, @Nullable Throwable cause) {
		for (Class<?>[] parameters : CONSTRUCTORS) {
			try {
				Constructor<?> constructor = type.getConstructor(parameters);
				Object[] arguments = new Object[parameters.length];
				for (int i = 0; i < parameters.length; i++) {
					arguments[i] = (parameters[i] == String.class) ? message : cause;
				}
				return withCause((Throwable) constructor.newInstance(arguments), cause);
			}
			catch (NoSuchMethodException | InvocationTargetException | IllegalAccessException
					| InstantiationException ex) {
				// The next one may do
			}
		}
		return null;
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

}
