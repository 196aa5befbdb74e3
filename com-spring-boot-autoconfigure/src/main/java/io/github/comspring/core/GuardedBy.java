package io.github.comspring.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field is read and written under a lock alone.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.FIELD)
public @interface GuardedBy {

	/**
	 * Returns which lock.
	 * @return {@code this}, or the name of a field that is the lock, or the class of the
	 * object whose lock it is
	 */
	String value();

}
