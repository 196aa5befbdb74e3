package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.Caller;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OwnUser;
import io.github.comspring.core.rpc.Endpoint;
import io.github.comspring.core.rpc.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Takes the registrations of server processes. Each speaks for itself alone: who calls is
 * known from the connection.
 *
 * @param table the class table of the machine
 * @param rpc the objects of this process
 * @param adopted the user whose processes may register without having been launched, as
 * with a host, or {@code null} if none may
 */
record ServerRegistrations(MachineClassTable table, ObjectRpc rpc,
		@Nullable OwnUser adopted) implements ServerRegistry {

	@Override
	public void announce(Announcement announcement) {
		Caller caller = caller();
		ServerOrigin origin = origin(announcement.secret(), caller);
		Endpoint endpoint = new UnixEndpoint(Path.of(announcement.endpoint()));
		// Who has the secret of a launch is believed what it says of its users
		ServerControl control = this.rpc.wellKnown(endpoint, caller.client(),
				announcement.secret().isEmpty() ? null : announcement.secret(), ServerControl.IPID,
				ServerControl.class);
		this.rpc.keepConnected(caller.client());
		if (this.adopted != null) {
			// The connection shows the server for how long the host is there
			control.linked();
		}
		this.table.add(new RunningServer(caller.client(), endpoint, control, announcement.pid(),
				announcement.startTime(), origin));
	}

	private ServerOrigin origin(String secret, Caller caller) {
		Launch launch = this.table.announced(secret);
		if (launch != null) {
			return launch;
		}
		if (this.adopted == null) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process wants to register with a secret that is not that of a launch");
		}
		if (!this.adopted.runs(caller.peer())) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process wants to register that was not launched, and is "
					+ "not known to run as " + this.adopted.name() + ", as the service control manager does");
		}
		return new Adoption(caller.association());
	}

	@Override
	public void publish(String secret, long version, List<PublishedClass> classes) {
		Caller caller = caller();
		this.table.publish(caller.client(), secret, caller.association(), version, classes);
	}

	private static Caller caller() {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new ComException(HResult.RPC_E_CALL_COMPLETE, "A server process registers by a call from outside");
		}
		return caller;
	}

}
