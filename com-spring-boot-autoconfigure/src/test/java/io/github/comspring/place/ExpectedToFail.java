package io.github.comspring.place;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a test on the list of those that are right and fail, because what they show is not
 * mended yet. It fails when it no longer does.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ExpectedToFail.List.class)
@interface ExpectedToFail {

	/**
	 * The places where it fails.
	 */
	Place[] in();

	/**
	 * What is not mended yet.
	 */
	String because();

	/**
	 * Several places with reasons of their own.
	 */
	@Documented
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface List {

		/**
		 * The places and reasons.
		 */
		ExpectedToFail[] value();

	}

}
