package io.github.comspring.core.rpc.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SyntaxId;

/**
 * The presentation contexts of one connection at the server's end.
 */
final class ServerContexts {

	private static final long FEATURES = 0x6CB71C2C_9812_4540L;

	private final RpcDispatcher dispatcher;

	private final Map<Integer, SyntaxId> accepted = new HashMap<>();

	ServerContexts(RpcDispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	/**
	 * Checks the contexts that a client offers, before anything is asked about them.
	 * @param offered the contexts
	 * @throws RefusedException if the client broke the rules
	 */
	void requireValid(List<Bind.Context> offered) throws RefusedException {
		if (offered.isEmpty()) {
			throw RefusedException.malformed("It offered no presentation context");
		}
		Map<Integer, SyntaxId> numbers = new HashMap<>(this.accepted);
		int features = 0;
		for (Bind.Context each : offered) {
			if (each.transferSyntaxes().isEmpty()) {
				throw RefusedException.broken("It offered a presentation context without a transfer syntax");
			}
			if (isFeatures(each)) {
				features++;
			}
			else if (!each.interfaceId().equals(numbers.computeIfAbsent(each.id(), (id) -> each.interfaceId()))) {
				throw RefusedException.broken("It gave the number of a presentation context to another interface");
			}
		}
		if (features > 1) {
			throw RefusedException.broken("It offered its features twice");
		}
	}

	/**
	 * Decides on the contexts that a client offers.
	 * @param offered the contexts, which are valid
	 * @return one result for each
	 */
	List<BindAck.Result> negotiate(List<Bind.Context> offered) {
		List<BindAck.Result> results = new ArrayList<>(offered.size());
		offered.forEach((each) -> results.add(negotiate(each)));
		return results;
	}

	/**
	 * The first transfer syntax alone tells (MS-RPCE section 3.3.1.5.3).
	 */
	private static boolean isFeatures(Bind.Context offered) {
		return offered.transferSyntaxes().get(0).uuid().mostSigBits() == FEATURES;
	}

	private BindAck.Result negotiate(Bind.Context offered) {
		if (isFeatures(offered)) {
			return BindAck.Result.NO_FEATURES;
		}
		SyntaxId served = this.dispatcher.serves(offered.interfaceId());
		if (served == null) {
			return BindAck.Result.NO_INTERFACE;
		}
		if (!served.equals(offered.interfaceId())) {
			return BindAck.Result.otherVersion(served);
		}
		if (!offered.transferSyntaxes().contains(SyntaxId.NDR)) {
			return BindAck.Result.NO_TRANSFER_SYNTAX;
		}
		this.accepted.put(offered.id(), served);
		return BindAck.Result.ACCEPTED;
	}

	/**
	 * Returns the number of a context as a fault names it.
	 * @param id the context
	 * @return the same number, or 0 if the context was not accepted
	 */
	int known(int id) {
		return this.accepted.containsKey(id) ? id : 0;
	}

	/**
	 * Returns the interface of a context.
	 * @param id the context
	 * @return the interface
	 * @throws RpcFault {@code nca_s_unk_if} if the context was not accepted
	 */
	SyntaxId interfaceOf(int id) {
		SyntaxId found = this.accepted.get(id);
		if (found == null) {
			throw new RpcFault(RpcFault.UNKNOWN_INTERFACE, "A request in a presentation context that was not accepted");
		}
		return found;
	}

}
