package io.github.comspring.beans;

import java.lang.reflect.Field;
import java.util.Objects;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.core.MethodParameter;

/**
 * An injection point as failures speak of it.
 *
 * @param name the field or parameter, and the class it stands in
 * @param type the type that it was declared with, wrapping included
 */
public record InjectionPlace(String name, Class<?> type) {

	/**
	 * Describes an injection point.
	 * @param point the injection point
	 * @return its description
	 */
	public static InjectionPlace of(InjectionPoint point) {
		Field field = point.getField();
		if (field != null) {
			return new InjectionPlace("field " + field.getName() + " of " + field.getDeclaringClass().getName(),
					field.getType());
		}
		MethodParameter parameter = Objects.requireNonNull(point.getMethodParameter());
		String executable = (parameter.getMethod() != null) ? "method " + parameter.getMethod().getName()
				: "constructor";
		return new InjectionPlace("parameter " + (parameter.getParameterIndex() + 1) + " of the " + executable + " of "
				+ parameter.getDeclaringClass().getName(), parameter.getParameterType());
	}

}
