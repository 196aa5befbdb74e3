package io.github.comspring.core.orpc.identity;

import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Another process that this one was introduced to.
 *
 * @param endpoint where it listens
 * @param process its number, or 0 if it is not known
 * @param ticket what lets this process in there, or {@code null} for none
 * @param key the key of the other process, or {@code null} unless this one introduces
 * others to it
 * @param secret what the two share, or {@code null}; who shows it is trusted there
 * @param kept whether it is known until it is said to have ended, whatever this process
 * has of it
 */
public record Contact(Endpoint endpoint, long process, byte @Nullable [] ticket, @Nullable ProcessKey key,
		@Nullable String secret, boolean kept) {

	/**
	 * Creates a contact for as long as something of the process is held here.
	 * @param endpoint where it listens
	 * @param process its number
	 * @param ticket what lets this process in there
	 */
	public Contact(Endpoint endpoint, long process, byte[] ticket) {
		this(endpoint, process, ticket, null, null, false);
	}

	/**
	 * Leaves out what is nobody's business.
	 */
	@Override
	public String toString() {
		return "process at " + this.endpoint;
	}

}
