package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of a method on the wire. Without it, methods are numbered from 3 in the
 * order of their signatures; an interface that carries the annotation carries it on each
 * of its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Opnum {

	/**
	 * The number, from 3, since the first three are those of {@code IUnknown}.
	 * @return the number
	 */
	int value();

}
