package io.github.comspring.core.scm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.SocketOwner;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.table.Adoption;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.core.scm.table.ServerOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Takes the registrations of server processes. Each speaks for itself alone: who calls is
 * known from the connection.
 *
 * @param table the class table of the machine
 * @param rpc the objects of this process
 * @param registry knows which classes need a certain user
 * @param rights decides whose classes others are served
 * @param adopted the user whose processes may register without having been launched, as
 * with a host, or {@code null} if none may
 */
record ServerRegistrations(MachineClassTable table, ObjectRpc rpc, ComRegistry registry, PublishRights rights,
		@Nullable OwnUser adopted) implements ServerRegistry {

	private static final Logger logger = System.getLogger(ServerRegistrations.class.getName());

	@Override
	public void announce(Announcement announcement) {
		Caller caller = caller();
		if (announcement == null || announcement.secret() == null || announcement.endpoint() == null) {
			throw new ComException(HResult.E_INVALIDARG, "A process wants to register and does not say who it is");
		}
		UnixEndpoint endpoint = new UnixEndpoint(Path.of(announcement.endpoint()));
		ServerOrigin origin = origin(announcement.secret(), caller, endpoint);
		// Who has the secret of a launch is believed what it says of its users
		this.rpc.meet(endpoint, caller.client(), announcement.secret().isEmpty() ? null : announcement.secret());
		try {
			if (!this.table.add(server(announcement, endpoint, caller, origin))) {
				this.rpc.processGone(caller.client());
			}
		}
		catch (ComException ex) {
			this.rpc.part(endpoint, caller.client());
			throw ex;
		}
	}

	private RunningServer server(Announcement announcement, UnixEndpoint endpoint, Caller caller, ServerOrigin origin) {
		ServerControl control = this.rpc.wellKnown(endpoint, caller.client(), null, ServerControl.IPID,
				ServerControl.class);
		this.rpc.keepConnected(caller.client());
		if (this.adopted != null) {
			// The connection shows the server for how long the host is there
			this.rpc.stayConnected(endpoint);
			control.linked();
		}
		return new RunningServer(caller.client(), endpoint, control, announcement.pid(), announcement.startTime(),
				origin);
	}

	private ServerOrigin origin(String secret, Caller caller, UnixEndpoint endpoint) {
		Launch launch = this.table.announced(secret);
		if (launch != null) {
			launch.requireIdentity(caller.peer(), endpoint);
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
		if (!SocketOwner.isOf(endpoint, caller.peer())) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process of " + caller.peer().user()
					+ " wants to register that says it listens at " + endpoint + ", where no socket of that user is");
		}
		return new Adoption(caller.association());
	}

	@Override
	public List<String> publish(String secret, long version, List<PublishedClass> classes, boolean resumed) {
		Caller caller = caller();
		RunningServer publisher = this.table.speaking(caller.client(), secret, caller.association());
		Launch launch = publisher.launch();
		List<PublishedClass> entitled = classes.stream().filter((each) -> isEntitled(launch, each.clsid())).toList();
		List<String> refusals = new ArrayList<>();
		List<PublishedClass> served = entitled.stream()
			.filter((each) -> !isRefused(publisher, each.clsid(), refusals))
			.toList();
		this.table.publish(caller.client(), secret, caller.association(), version, served, resumed);
		if (entitled.size() < classes.size()) {
			throw wrongIdentity(classes, entitled);
		}
		return refusals;
	}

	private boolean isRefused(RunningServer publisher, Clsid clsid, List<String> refusals) {
		String refusal = this.rights.refusal(publisher, clsid);
		if (refusal == null) {
			return false;
		}
		refusals.add(refusal);
		if (publisher.refused(clsid)) {
			logger.log(Level.WARNING, "{0}", refusal);
		}
		return true;
	}

	/**
	 * Tells whether a process may serve a class. One that has to run as a certain user
	 * comes from a process that was launched as that user for the application.
	 */
	private boolean isEntitled(@Nullable Launch launch, Clsid clsid) {
		AppId appId = this.registry.coClass(clsid).appId();
		ApplicationRegistration application = (appId != null) ? this.registry.application(appId) : null;
		String wanted = (application != null) ? application.runAs() : null;
		return wanted == null
				|| (launch != null && wanted.equals(launch.identity()) && appId.equals(launch.key().appId()));
	}

	private ComException wrongIdentity(List<PublishedClass> classes, List<PublishedClass> entitled) {
		List<CoClass> refused = classes.stream()
			.filter((each) -> !entitled.contains(each))
			.map((each) -> this.registry.coClass(each.clsid()))
			.toList();
		return new ComException(HResult.CO_E_WRONG_SERVER_IDENTITY, "The application of " + refused
				+ " has RunAs, and a process registers what was not launched for it as that user");
	}

	private static Caller caller() {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new ComException(HResult.RPC_E_CALL_COMPLETE, "A server process registers by a call from outside");
		}
		return caller;
	}

}
