package io.github.comspring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter whose argument the object uses after the call has returned, such as a
 * listener.
 * <p>
 * What a client passes to an object in another process is lent to it: callbacks and
 * streams, also those in a list or a record, can be used while the call lasts, by any
 * thread, and fail with {@link HResult#CO_E_OBJNOTCONNECTED} from then on. So a client
 * keeps nothing for longer than its calls, whatever the server does. An argument of a
 * parameter with this annotation is kept in the client until the object has forgotten it
 * and the garbage collector of the object's process has noticed, or that process ends
 * ({@code IUnknown::AddRef} by the callee). In process there is no difference.
 *
 * <pre class="code">
 * &#64;ComInterface("6f0f2d4e-3c1b-4a57-9d0e-2b8f5a7c9e10")
 * public interface Scanner {
 *
 *	void scan(Progress progress); // is told until this returns
 *
 *	void addListener(&#64;Kept PageListener listener); // is told later
 *
 * }
 * </pre>
 *
 * Both processes have to have the same of it: it is a part of the interface's version.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Kept {

}
