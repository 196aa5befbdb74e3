package io.github.comspring.core.ndr.type;

import java.lang.reflect.Method;

/**
 * Where in a method a type is, for a developer to find.
 *
 * @param method the method
 * @param path the way from the parameter or result to the type
 * @param depth how many steps the way has
 */
public record Place(Method method, String path, int depth) {

	public static Place parameter(Method method, int index) {
		return new Place(method, "parameter " + (index + 1), 0);
	}

	public static Place result(Method method) {
		return new Place(method, "result", 0);
	}

	/**
	 * Goes one step further.
	 * @param step what is there, such as {@code element of List}
	 * @return the place
	 */
	public Place in(String step) {
		return new Place(this.method, this.path + ", " + step, this.depth + 1);
	}

	/**
	 * Refuses the type at this place.
	 * @param type the type
	 * @param remedy what to use instead
	 * @return the exception to throw
	 */
	public UnremotableTypeException refuse(JavaType type, String remedy) {
		return new UnremotableTypeException(this.method, this.path + ": " + type, remedy);
	}

}
