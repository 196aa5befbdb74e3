package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * Classes that the registry places in another process of this machine. There is no
 * service control manager in this release, and a class that must not run here is not run
 * here.
 */
final class LocalServerSource implements ClassObjectSource {

	@Override
	public ClassContext context() {
		return ClassContext.LOCAL_SERVER;
	}

	@Override
	public @Nullable ClassObject find(Activation activation, ResolvedClass target, @Nullable String machine) {
		if (hasLocalServer(target.registration()) || hasSurrogate(target)) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"Class " + target.coClass() + " runs in another process, and this release cannot start one");
		}
		return null;
	}

	private static boolean hasLocalServer(@Nullable ClassRegistration registration) {
		return registration != null && registration.localServer() != null;
	}

	private static boolean hasSurrogate(ResolvedClass target) {
		ClassRegistration registration = target.registration();
		ApplicationRegistration application = target.application();
		return registration != null && registration.inprocServer() != null && application != null
				&& application.surrogate() != null;
	}

}
