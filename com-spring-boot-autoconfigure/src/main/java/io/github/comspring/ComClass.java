package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Declares a COM class: on a method that makes its instances (each call is
 * {@code IClassFactory::CreateInstance}), on a component class, or on a bean that is a
 * {@link ClassFactory}. A method or class needs no other annotation; its bean has
 * prototype scope unless {@link Scope @Scope} says otherwise. The class is registered in
 * the class table when the application is ready, and revoked when it stops.
 * <p>
 * The annotation must be on the declared type of the bean, one of its parents, or the
 * method that makes it. A bean that only turns out to be an instance of such a class
 * stops the start, rather than to be missing.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Bean
@Component
@Scope("prototype")
public @interface ComClass {

	/**
	 * The class id, a GUID with or without braces.
	 * @return the text of the GUID
	 */
	String clsid();

	/**
	 * The name of the class for people, such as {@code Desk.PageRasterizer.1}.
	 * @return the ProgID, empty for none
	 */
	String progId() default "";

	/**
	 * The application that the class belongs to, a GUID with or without braces.
	 * @return the text of the GUID, empty for none
	 */
	String appId() default "";

	/**
	 * How many clients a class object serves.
	 * @return the use
	 */
	Use use() default Use.MULTIPLE;

	/**
	 * How many clients a class object serves ({@code REGCLS}).
	 */
	enum Use {

		/** All clients, of this process and others. */
		MULTIPLE,

		/** One client, after which it is hidden. */
		SINGLE,

		/** All clients of other processes, but none of this one. */
		SEPARATE,

		/**
		 * All clients of this process, but none of others: its interfaces may have types
		 * that cannot leave the process.
		 */
		IN_PROCESS

	}

}
