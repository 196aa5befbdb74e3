package io.github.comspring.core.scm;

import java.util.Optional;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.supervision.RecentServers;

/**
 * What processes may say and ask about servers: about those alone that they have got
 * something from, by way of this service control manager. A server can be ended for what
 * is said of it.
 *
 * @param servers knows whose clients the processes are
 * @param overdue takes what is said
 */
record ServersOfClients(RecentServers servers, OverdueCalls overdue) implements ServerEnds, OverdueCalls {

	@Override
	public boolean report(OverdueCall call) {
		if (call == null) {
			throw new ComException(HResult.E_INVALIDARG, "A process reports that nothing is overdue");
		}
		if (!isClient(call.server())) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process reports that " + call.operation() + " of "
					+ call.clsid() + " is overdue, and has nothing from that server");
		}
		return this.overdue.report(call);
	}

	@Override
	public Optional<String> name(long server) {
		return isClient(server) ? this.servers.name(server) : Optional.empty();
	}

	@Override
	public Optional<String> end(long server) {
		return isClient(server) ? this.servers.end(server) : Optional.empty();
	}

	private boolean isClient(long server) {
		Caller caller = Caller.current();
		return caller != null && this.servers.isClient(caller.client(), server);
	}

}
