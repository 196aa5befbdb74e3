package io.github.comspring.core.orpc.exporter;

import java.util.function.Supplier;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.wire.StringBindings;

/**
 * What others need to reach the objects of this process. Safe from any thread.
 *
 * @param oxid its number
 * @param remUnknown the pointer to its {@code IRemUnknown}
 * @param listening tells where it listens, and has it start to if it does not yet
 */
public record ThisProcess(long oxid, Guid remUnknown, Supplier<StringBindings> listening) {

	/**
	 * Returns where this process listens, and has it start to if it does not yet.
	 * @return the bindings
	 * @throws io.github.comspring.ComException {@code RPC_S_SERVER_UNAVAILABLE} if it
	 * cannot listen, {@code RPC_E_DISCONNECTED} once it has closed its object RPC
	 */
	StringBindings bindings() {
		return this.listening.get();
	}

}
