package io.github.comspring.place;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test of something that is meant to differ from place to place.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface MeantDifference {

	/**
	 * The rows of {@code com-spring-boot-starter/docs/places.md} that tell users so.
	 */
	String[] value();

}
