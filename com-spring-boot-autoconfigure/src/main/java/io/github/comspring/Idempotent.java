package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an interface whose call may be carried out twice. A call through a
 * reference that was under way when its server died is then repeated once, on a new
 * instance; without this it fails, since nobody knows how far it came. Do not mark a
 * method that builds on what earlier calls left in the object: a new instance has none of
 * it.
 *
 * @see ComReference
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

}
