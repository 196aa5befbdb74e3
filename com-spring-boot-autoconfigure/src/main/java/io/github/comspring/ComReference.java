package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects an object of a COM class into a field, or a parameter of a constructor or
 * method, of its interface's type. The object is created on the first call, shared by all
 * threads that call through the reference, and released with the bean that has it: that
 * of a singleton with the application, that of another bean after the bean's
 * {@code @PreDestroy} methods.
 * <p>
 * An {@code ObjectProvider} of the interface may stand in the place of the interface: it
 * provides one reference, however often it is asked.
 * <p>
 * A bean of the interface's type is never injected instead, wherever it comes from, with
 * one exception: what a test puts in the place of the interface, by {@code @MockitoBean},
 * {@code @TestBean} or another bean override, is injected rather than a reference. Where
 * the auto-configuration is switched off or left out, there are no references, and the
 * injection fails.
 * <p>
 * An object in another process is lost when its server dies. The next call through the
 * reference then activates the class again, which starts a server, and logs it. That is a
 * new instance: what the old one knew is lost. A call that was under way when the server
 * died fails, unless its method is {@link Idempotent @Idempotent}.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Autowired
@Qualifier
public @interface ComReference {

	/**
	 * The class: a ProgID, or a CLSID in braces. Placeholders such as {@code ${my.class}}
	 * are resolved.
	 * @return the name of the class
	 */
	String value();

	/**
	 * Whether an object that is lost with its server is replaced. Otherwise each later
	 * call fails, for a client that could not go on with a new instance.
	 * @return whether it is
	 */
	boolean reactivate() default true;

}
