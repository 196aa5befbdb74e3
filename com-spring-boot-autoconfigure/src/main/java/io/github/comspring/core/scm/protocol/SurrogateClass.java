package io.github.comspring.core.scm.protocol;

import java.nio.file.Path;

import io.github.comspring.ProgId;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import org.jspecify.annotations.Nullable;

/**
 * A class whose jar runs in a surrogate.
 *
 * @param registration the class
 * @param jar its jar
 * @param application its application
 * @param surrogate the surrogate of the application
 */
public record SurrogateClass(ClassRegistration registration, InprocServer jar, ApplicationRegistration application,
		ApplicationRegistration.Surrogate surrogate) {

	/**
	 * Finds out whether a class runs in a surrogate: it has a jar, an application with a
	 * surrogate, and nothing that would run it otherwise (row SU-01).
	 * @param target the class
	 * @return the class with what it needs, or {@code null} if it does not
	 */
	public static @Nullable SurrogateClass of(ResolvedClass target) {
		ClassRegistration registration = target.registration();
		ApplicationRegistration application = target.application();
		if (registration == null || application == null) {
			return null;
		}
		InprocServer jar = registration.inprocServer();
		ApplicationRegistration.Surrogate surrogate = application.surrogate();
		boolean otherwise = registration.localServer() != null || registration.obsoleteServer()
				|| application.service() != null;
		return (jar != null && surrogate != null && !otherwise)
				? new SurrogateClass(registration, jar, application, surrogate) : null;
	}

	/**
	 * Tells whether the surrogate waits for a debugger, for as long as that takes.
	 * @return whether it does; never for a program of its own
	 */
	public boolean isDebugged() {
		return this.surrogate.command() == null && this.surrogate.debugPort() != null;
	}

	/**
	 * Returns the class as a surrogate hosts it.
	 * @param file the absolute path of the jar
	 * @return the class
	 */
	public HostedClass hosted(Path file) {
		ProgId progId = this.registration.coClass().progId();
		return new HostedClass(this.registration.coClass().clsid(), (progId != null) ? progId.value() : null,
				this.application.appId(), file.toString(), this.jar.threadingModel(), this.jar.digest());
	}

}
