package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a Java interface its interface id (IID). An interface never changes under its id:
 * a new method needs a new interface with a new id.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ComInterface {

	/**
	 * The IID, a GUID with or without braces.
	 * @return the text of the GUID
	 */
	String value();

}
