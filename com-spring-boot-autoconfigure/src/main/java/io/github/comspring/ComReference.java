package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * Injects an object of a COM class into a field, or a parameter of a constructor or
 * method, of its interface's type. The object is created on the first call and released
 * with the application.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Autowired
public @interface ComReference {

	/**
	 * The class: a ProgID, or a CLSID in braces.
	 * @return the name of the class
	 */
	String value();

}
