package io.github.comspring.core.activation;

import java.util.function.Supplier;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * Where a request may be served: in the contexts that the client asked for, or else those
 * that the class's registration names, or else everywhere. Naming another machine, in the
 * request or in the registration of the application, adds
 * {@link ClassContext#REMOTE_SERVER}; naming this one takes it away.
 *
 * @param contexts the contexts
 * @param machine the other machine, or {@code null} for none
 */
record RequestedContexts(ClassContext contexts, @Nullable String machine) {

	private static final ClassContext NOT_REMOTE = new ClassContext(~ClassContext.REMOTE_SERVER.bits());

	/**
	 * Returns the contexts of a request.
	 * @param request the request
	 * @param target the class after {@code TreatAs}
	 * @param localMachine this machine, asked for when another one might be named
	 * @return the contexts, possibly none that a class could run in
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} if the client's
	 * contexts are impossible
	 */
	static RequestedContexts of(ActivationRequest request, ResolvedClass target, Supplier<LocalMachine> localMachine) {
		ClassContext asked = (request.contexts() != null) ? request.contexts().validate() : configured(target);
		String machine = (request.machine() != null) ? request.machine() : remoteServerName(target);
		if (machine == null) {
			return new RequestedContexts(asked, null);
		}
		if (localMachine.get().isNamed(machine)) {
			return new RequestedContexts(asked.and(NOT_REMOTE), null);
		}
		return new RequestedContexts(asked.or(ClassContext.REMOTE_SERVER), machine);
	}

	private static ClassContext configured(ResolvedClass target) {
		ClassRegistration registration = target.registration();
		ClassContext configured = (registration != null) ? registration.contexts() : null;
		return (configured != null) ? configured : ClassContext.ALL;
	}

	/**
	 * Returns the machine that the application is configured for; a surrogate on this one
	 * wins over it.
	 */
	private static @Nullable String remoteServerName(ResolvedClass target) {
		ApplicationRegistration application = target.application();
		return (application != null && application.surrogate() == null) ? application.remoteServerName() : null;
	}

}
