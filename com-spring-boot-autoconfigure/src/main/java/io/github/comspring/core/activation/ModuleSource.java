package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * The jars that the registry names, as servers or as handlers.
 *
 * @param context {@link ClassContext#INPROC_SERVER} or
 * {@link ClassContext#INPROC_HANDLER}
 * @param modules loads the jars
 */
record ModuleSource(ClassContext context, InProcessServers modules) implements ClassObjectSource {

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		ClassRegistration registration = target.registration();
		InprocServer jar = (registration != null) ? jar(registration) : null;
		return (jar != null) ? new Found.Here(this.modules.getClassObject(activation, jar)) : null;
	}

	private @Nullable InprocServer jar(ClassRegistration registration) {
		return this.context.equals(ClassContext.INPROC_SERVER) ? registration.inprocServer()
				: registration.inprocHandler();
	}

}
