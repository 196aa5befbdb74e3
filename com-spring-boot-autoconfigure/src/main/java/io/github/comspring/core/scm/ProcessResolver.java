package io.github.comspring.core.scm;

import java.util.Optional;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.scm.protocol.MachineResolver;

/**
 * Introduces processes that have introduced themselves here to each other.
 *
 * @param rpc the objects of this process
 */
record ProcessResolver(ObjectRpc rpc) implements MachineResolver {

	@Override
	public Optional<Resolved> resolve(long process) {
		Caller caller = Caller.current();
		if (caller == null || caller.client() <= 0) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process wants to be introduced to another one that has not introduced itself");
		}
		return Optional.ofNullable(this.rpc.introduce(process, caller.client())).map(Resolved::of);
	}

}
