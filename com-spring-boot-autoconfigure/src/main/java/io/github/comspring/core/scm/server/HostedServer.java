package io.github.comspring.core.scm.server;

import java.util.List;
import java.util.function.LongConsumer;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.ServerControl;
import org.jspecify.annotations.Nullable;

/**
 * This process as a server that takes orders from a host: from the process that it has
 * shown its key to, which need not have launched it to be its host.
 *
 * @param server carries the orders out
 * @param user whose processes may be hosts
 * @param listener told the number of the host's process
 */
public record HostedServer(ServerControl server, OwnUser user, LongConsumer listener) implements ServerControl {

	@Override
	public void linked() {
		this.listener.accept(orderer().client());
	}

	@Override
	public @Nullable Activated activate(Order order) {
		orderer();
		return this.server.activate(order);
	}

	@Override
	public void undelivered(long client, List<byte @Nullable []> references) {
		orderer();
		this.server.undelivered(client, references);
	}

	@Override
	public void clientGone(long client) {
		orderer();
		this.server.clientGone(client);
	}

	@Override
	public void retire() {
		orderer();
		this.server.retire();
	}

	@Override
	public ServerState state() {
		orderer();
		return this.server.state();
	}

	private Caller orderer() {
		Caller caller = Caller.current();
		if (caller == null || !caller.keyholder() || !this.user.runs(caller.peer())) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"Only the host of this process gives it orders, and runs as " + this.user.name());
		}
		return caller;
	}

}
