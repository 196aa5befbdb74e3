package io.github.comspring.core.orpc;

import java.nio.ByteBuffer;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.exporter.Clients;
import io.github.comspring.core.orpc.exporter.LostClients;
import io.github.comspring.core.orpc.identity.Introduced;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.orpc.importer.CallChains;
import io.github.comspring.core.orpc.wire.OrpcThis;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.server.RpcCall;
import org.jspecify.annotations.Nullable;

/**
 * Who the associations with this process belong to. Safe from any thread.
 *
 * @param chains the calls of this process that others call back from
 * @param introductions told of those who call
 * @param clients told of those who call no more
 * @param lostClients told of those who have been disconnected
 */
record Callers(CallChains chains, Introductions introductions, Clients clients, LostClients lostClients) {

	/**
	 * Returns who makes a call.
	 */
	Caller of(RpcCall call) {
		Association association = call.association();
		Introduced known = introduced(association);
		if (known != null) {
			this.introductions.called(known, association.peer());
		}
		return new Caller(client(association), association.peer(), known != null && known.isTrusted(),
				known != null && known.isKeyholder(), call.authenticationLevel(), association);
	}

	/**
	 * Returns who has introduced itself.
	 * @return the process, or {@code null} if it has not
	 */
	static @Nullable Introduced introduced(Association association) {
		return (association.principal() instanceof Introduced known) ? known : null;
	}

	/**
	 * Returns the number of a client. One that has not introduced itself gets one that no
	 * OXID is likely to have.
	 */
	private static long client(Association association) {
		Introduced known = introduced(association);
		return (known != null) ? known.oxid() : Long.MIN_VALUE | association.id();
	}

	/**
	 * Joins a call to those of this process that wait for it.
	 * @param stub its stub data
	 * @return to be run once the call is over, or {@code null} if nothing waits for it
	 */
	@Nullable Runnable awaited(Association association, ByteBuffer stub) {
		Introduced known = introduced(association);
		Guid causality = (known != null && !this.chains.isEmpty()) ? OrpcThis.causality(stub) : null;
		return (causality != null) ? this.chains.join(client(association), causality) : null;
	}

	/**
	 * Counts the calls of this process to a peer that it may call back from.
	 */
	int waiting(@Nullable Object principal) {
		return (principal instanceof Introduced known) ? this.chains.waiting(known.oxid()) : 0;
	}

	/**
	 * Tells whether the idle connections of an association are kept.
	 */
	boolean isKept(Association association) {
		return this.clients.isKept(client(association));
	}

	/**
	 * Takes notice that an association has ended.
	 */
	void ended(Association association) {
		Introduced known = introduced(association);
		if (known != null) {
			this.lostClients.add(known, association.peer());
		}
		else {
			this.clients.gone(client(association));
		}
	}

}
