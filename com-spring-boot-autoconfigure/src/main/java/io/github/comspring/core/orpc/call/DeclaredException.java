package io.github.comspring.core.orpc.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.ThrowableConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that a method declares. They cross processes as themselves, or as the
 * nearest type above them that the other process has and can make.
 */
public final class DeclaredException {

	private static final int MAX_TYPES = 16;

	private DeclaredException() {
	}

	/**
	 * Finds the types that an exception can arrive as.
	 * @param thrown the exception
	 * @param operation the method
	 * @return the names from that of its own type up to the most specific one that the
	 * method declares, empty if it declares none
	 */
	public static List<String> types(Throwable thrown, Operation operation) {
		Class<?> declared = declared(thrown, operation);
		if (declared == null) {
			return List.of();
		}
		List<String> names = new ArrayList<>();
		for (Class<?> each = thrown.getClass(); each != declared; each = each.getSuperclass()) {
			names.add(each.getName());
		}
		List<String> nearest = (names.size() < MAX_TYPES) ? names : names.subList(0, MAX_TYPES);
		nearest.add(declared.getName());
		return nearest;
	}

	private static @Nullable Class<?> declared(Throwable thrown, Operation operation) {
		Class<?> found = null;
		for (Class<?> declared : operation.declaredExceptions()) {
			if (isMeant(declared, thrown) && (found == null || found.isAssignableFrom(declared))) {
				found = declared;
			}
		}
		return found;
	}

	/**
	 * Whoever declares {@link Throwable} or {@link Exception} means neither the errors of
	 * a JVM nor the failures that have a code.
	 */
	private static boolean isMeant(Class<?> declared, Throwable thrown) {
		if (thrown instanceof Error) {
			return declared.isInstance(thrown) && Error.class.isAssignableFrom(declared);
		}
		if (thrown instanceof ComException) {
			return declared.isInstance(thrown) && declared != ComException.class
					&& ComException.class.isAssignableFrom(declared);
		}
		return declared.isInstance(thrown);
	}

	/**
	 * Makes an exception that another process has described.
	 * @param operation the method
	 * @param failure the description
	 * @param hresult the HRESULT of the call
	 * @return the exception, naming the original one as its cause if it is not the same,
	 * or {@code null} if the method does not declare it here
	 */
	static @Nullable Throwable create(Operation operation, CallFailure failure, HResult hresult) {
		List<String> types = failure.types();
		Class<?> declared = find(operation, types.get(types.size() - 1));
		if (declared == null) {
			return null;
		}
		for (String name : types) {
			Class<?> type = type(name, declared, operation);
			Throwable made = (type != null) ? create(type, failure, hresult, name.equals(types.get(0))) : null;
			if (made != null && (type == declared || isSame(made, failure))) {
				return made;
			}
		}
		return null;
	}

	private static @Nullable Class<?> find(Operation operation, String name) {
		for (Class<?> declared : operation.declaredExceptions()) {
			if (declared.getName().equals(name)) {
				return declared;
			}
		}
		return null;
	}

	/**
	 * Finds a type by the name that the other process gives it: one of this process's
	 * own, and nothing but an exception that the caller is prepared for.
	 */
	private static @Nullable Class<?> type(String name, Class<?> declared, Operation operation) {
		if (name.equals(declared.getName())) {
			return declared;
		}
		try {
			Class<?> type = Class.forName(name, false, operation.method().getDeclaringClass().getClassLoader());
			return declared.isAssignableFrom(type) ? type : null;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private static @Nullable Throwable create(Class<?> type, CallFailure failure, HResult hresult, boolean original) {
		ThrowableConstructor constructor = ThrowableConstructor.of(type);
		if (constructor == null) {
			return null;
		}
		Throwable made = constructor.newInstance(hresult, failure.message(),
				original ? failure.cause() : failure.original());
		return (made == null || !original || isSame(made, failure)) ? made
				: constructor.newInstance(hresult, failure.message(), failure.original());
	}

	private static boolean isSame(Throwable made, CallFailure failure) {
		return Objects.equals(CallFailure.messageOf(made), failure.message());
	}

}
