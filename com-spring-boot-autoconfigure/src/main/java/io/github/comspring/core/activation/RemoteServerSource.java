package io.github.comspring.core.activation;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * Classes that the request or the registry places on another machine, which this release
 * does not reach.
 */
final class RemoteServerSource implements ClassObjectSource {

	@Override
	public ClassContext context() {
		return ClassContext.REMOTE_SERVER;
	}

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		if (machine == null) {
			return null;
		}
		throw new ComException(HResult.RPC_E_REMOTE_DISABLED,
				"Class " + target.coClass() + " runs on " + machine + ", and this release reaches no other machine");
	}

}
