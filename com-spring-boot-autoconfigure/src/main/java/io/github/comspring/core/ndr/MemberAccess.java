package io.github.comspring.core.ndr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Method handles for members that need not be public.
 */
final class MemberAccess {

	/** What to do when a member cannot be accessed. */
	static final String REMEDY = "open its package in the module-info";

	private MemberAccess() {
	}

	/**
	 * Returns a handle that calls a method.
	 * @param method the method
	 * @return the handle
	 * @throws IllegalAccessException if its module keeps it closed
	 */
	static MethodHandle of(Method method) throws IllegalAccessException {
		open(method);
		return MethodHandles.lookup().unreflect(method);
	}

	/**
	 * Returns a handle that calls a constructor.
	 * @param constructor the constructor
	 * @return the handle
	 * @throws IllegalAccessException if its module keeps it closed
	 */
	static MethodHandle of(Constructor<?> constructor) throws IllegalAccessException {
		open(constructor);
		return MethodHandles.lookup().unreflectConstructor(constructor);
	}

	private static void open(AccessibleObject member) throws IllegalAccessException {
		if (!member.trySetAccessible()) {
			throw new IllegalAccessException(member + " is in a package that is not open");
		}
	}

}
