package io.github.comspring.core.ndr.access;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Calls members that need not be public.
 */
public final class MemberAccess {

	/** What to do when a member cannot be accessed. */
	public static final String REMEDY = "open its package in the module-info";

	private MemberAccess() {
	}

	/**
	 * Returns a handle that calls a method.
	 * @param method the method
	 * @return the handle
	 * @throws IllegalAccessException if its module keeps it closed
	 */
	public static MethodHandle of(Method method) throws IllegalAccessException {
		open(method);
		return MethodHandles.lookup().unreflect(method);
	}

	/**
	 * Returns a handle that calls a constructor.
	 * @param constructor the constructor
	 * @return the handle
	 * @throws IllegalAccessException if its module keeps it closed
	 */
	public static MethodHandle of(Constructor<?> constructor) throws IllegalAccessException {
		open(constructor);
		return MethodHandles.lookup().unreflectConstructor(constructor);
	}

	/**
	 * Calls a method that was opened here.
	 * @param method the method
	 * @param target the object
	 * @param arguments the arguments
	 * @return the result
	 * @throws ClassCastException if the object does not have the method
	 * @throws Throwable what the method threw, as it was
	 */
	public static @Nullable Object invoke(Method method, Object target, Object... arguments) throws Throwable {
		method.getDeclaringClass().cast(target);
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * Calls a constructor that was opened here.
	 * @param constructor the constructor
	 * @param arguments the arguments
	 * @return the object
	 * @throws Throwable what the constructor threw, as it was
	 */
	public static Object construct(Constructor<?> constructor, @Nullable Object... arguments) throws Throwable {
		try {
			return constructor.newInstance(arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static void open(AccessibleObject member) throws IllegalAccessException {
		if (!member.trySetAccessible()) {
			throw new IllegalAccessException(member + " is in a package that is not open");
		}
	}

}
