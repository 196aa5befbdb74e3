package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.Caller;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.rpc.Endpoint;
import io.github.comspring.core.rpc.UnixEndpoint;

/**
 * Takes the registrations of server processes. Each speaks for itself alone: who calls is
 * known from the connection.
 *
 * @param table the class table of the machine
 * @param rpc the objects of this process
 */
record ServerRegistrations(MachineClassTable table, ObjectRpc rpc) implements ServerRegistry {

	@Override
	public void announce(Announcement announcement) {
		Launch launch = this.table.announced(announcement.secret());
		Endpoint endpoint = new UnixEndpoint(Path.of(announcement.endpoint()));
		long oxid = caller();
		// Who has the secret of the launch is believed what it says of its users
		ServerControl control = this.rpc.wellKnown(endpoint, oxid, announcement.secret(), ServerControl.IPID,
				ServerControl.class);
		this.rpc.keepConnected(oxid);
		this.table
			.add(new RunningServer(oxid, endpoint, control, announcement.pid(), announcement.startTime(), launch));
	}

	@Override
	public void publish(String secret, long version, List<PublishedClass> classes) {
		this.table.publish(caller(), secret, version, classes);
	}

	private static long caller() {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new ComException(HResult.RPC_E_CALL_COMPLETE, "A server process registers by a call from outside");
		}
		return caller.client();
	}

}
