package io.github.comspring.core.scm.protocol;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A server process that takes orders from the process that launched it alone: it speaks
 * for clients.
 *
 * @param server carries the orders out
 */
public record LaunchersServer(ServerControl server) implements ServerControl {

	@Override
	public @Nullable Activated activate(Order order) {
		requireLauncher();
		return this.server.activate(order);
	}

	@Override
	public void undelivered(long client, List<byte @Nullable []> references) {
		requireLauncher();
		this.server.undelivered(client, references);
	}

	@Override
	public void linked() {
		requireLauncher();
		this.server.linked();
	}

	@Override
	public void clientGone(long client) {
		requireLauncher();
		this.server.clientGone(client);
	}

	@Override
	public void retire() {
		requireLauncher();
		this.server.retire();
	}

	@Override
	public ServerState state() {
		requireLauncher();
		return this.server.state();
	}

	private static void requireLauncher() {
		Caller caller = Caller.current();
		if (caller == null || !caller.trusted()) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process that did not launch this server wants to give it orders");
		}
	}

}
