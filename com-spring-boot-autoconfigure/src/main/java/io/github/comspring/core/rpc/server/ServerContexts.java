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
	 * Decides on the contexts that a client offers.
	 * @param offered the contexts
	 * @return one result for each
	 */
	List<BindAck.Result> negotiate(List<Bind.Context> offered) {
		List<BindAck.Result> results = new ArrayList<>(offered.size());
		offered.forEach((each) -> results.add(negotiate(each)));
		return results;
	}

	private BindAck.Result negotiate(Bind.Context offered) {
		if (offered.transferSyntaxes().stream().anyMatch((syntax) -> syntax.uuid().mostSigBits() == FEATURES)) {
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
