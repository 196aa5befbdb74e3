package io.github.comspring.core.scm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.ComException;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.place.SocketOwner;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.launching.ServerLaunches;
import io.github.comspring.core.scm.launching.SpareSurrogates;
import io.github.comspring.core.scm.launching.SurrogateLaunches;
import io.github.comspring.core.scm.launching.SurrogateLoads;
import io.github.comspring.core.scm.program.LaunchSites;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerEnds;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.remote.ScmActivatorStub;
import io.github.comspring.core.scm.supervision.OverdueServers;
import io.github.comspring.core.scm.supervision.RecentServers;
import io.github.comspring.core.scm.supervision.Recycling;
import io.github.comspring.core.scm.supervision.RestartBudgets;
import io.github.comspring.core.scm.supervision.ServerNotices;
import io.github.comspring.core.scm.supervision.ServerStates;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.PendingLaunches;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of a machine, or of one application: it alone knows which
 * process serves which class, and it alone starts server processes. First it looks for a
 * running class object, and only if there is none, in the registry. Safe from any thread.
 */
public final class ServiceControlManager implements Scm, AutoCloseable {

	private static final Logger logger = System.getLogger(ServiceControlManager.class.getName());

	private final ObjectRpc rpc;

	private final ServerControl own;

	private final ActivationGuard guard;

	private final ScmSettings settings;

	private final MachineClassTable table = new MachineClassTable();

	private final RecentServers recent = new RecentServers();

	private final ServerNotices notices = new ServerNotices();

	private final ServerStates states;

	private final ComRegistry registry;

	private final RestartBudgets restarts;

	private final LaunchSites sites;

	private final OverdueServers overdue;

	private final SpareSurrogates spares;

	private final ServerActivation servers;

	/**
	 * Creates a service control manager, which server processes can register with from
	 * now on.
	 * @param rpc the objects of this process
	 * @param own this process as a server of its own classes
	 * @param registry resolves the classes that clients in other processes ask for
	 * @param guard decides who may launch and activate
	 * @param launcher starts processes
	 * @param programs what surrogates are made of
	 * @param settings how it behaves
	 */
	public ServiceControlManager(ObjectRpc rpc, ServerControl own, ComRegistry registry, ActivationGuard guard,
			ServerLauncher launcher, SurrogatePrograms programs, ScmSettings settings) {
		this(rpc, own, registry, guard, launcher, programs, settings, System::nanoTime, Clock.systemUTC());
	}

	ServiceControlManager(ObjectRpc rpc, ServerControl own, ComRegistry registry, ActivationGuard guard,
			ServerLauncher launcher, SurrogatePrograms programs, ScmSettings settings, LongSupplier ticker,
			Clock clock) {
		this.rpc = rpc;
		this.own = own;
		this.guard = guard;
		this.settings = settings;
		this.registry = registry;
		this.restarts = new RestartBudgets(ticker, clock);
		this.states = new ServerStates(settings.inquiryTimeout());
		this.sites = new LaunchSites(rpc, OwnUser.ofThisProcess());
		ServerLaunches launches = new ServerLaunches(this.table, launcher, this.sites::find, this::serverGone,
				this::launchOver, settings.host(), this.restarts);
		this.spares = new SpareSurrogates(this.table, launches, programs, registry, this.sites::find, ticker);
		SurrogateLaunches surrogates = new SurrogateLaunches(this.table, launches, this.spares,
				new SurrogateLoads(this.table, rpc), programs);
		ServerSearch search = new ServerSearch(this.table, this.sites, guard, settings.launchTimeout(), launches,
				surrogates);
		this.servers = new ServerActivation(rpc, this.table, search, new Recycling(this.table, this.states, ticker),
				this.recent, this.notices, this::overdue, System::nanoTime);
		this.overdue = new OverdueServers(this.table, registry);
		export();
	}

	/**
	 * Lets other processes in.
	 */
	private void export() {
		OwnUser adopted = this.settings.host() ? OwnUser.ofThisProcess() : null;
		if (this.settings.host()) {
			// Clients have directories of their own; servers alone come to an application
			this.rpc.admit(SocketOwner::isOf);
		}
		ServersOfClients clients = new ServersOfClients(this.recent, this.overdue);
		this.rpc.exportWellKnown(OverdueCalls.IPID, OverdueCalls.class, clients);
		this.rpc.exportWellKnown(ServerEnds.IPID, ServerEnds.class, clients);
		this.rpc.exportWellKnown(MachineResolver.IPID, MachineResolver.class, new ProcessResolver(this.rpc));
		this.rpc.exportWellKnown(ServerRegistry.IPID, ServerRegistry.class, new ServerRegistrations(this.table,
				this.rpc, this.registry, new PublishRights(this.registry, this.table), adopted));
		this.rpc.objectless(ScmActivatorStub.IID).export(new ScmActivatorStub(this, this.registry));
		this.rpc.addListener(this::disconnected);
	}

	@Override
	public Activated activate(ScmRequest request) {
		try {
			return serve(request);
		}
		catch (ComException ex) {
			logger.log(Level.WARNING, "Activating {0} failed: {1}", request.target().coClass(), ex.getMessage());
			throw ex;
		}
		finally {
			this.spares.resume();
		}
	}

	@Override
	public void prepare(AppId appId) {
		this.spares.fill(appId);
	}

	@Override
	public boolean overdue(OverdueCall call) {
		try {
			return this.overdue.report(call);
		}
		catch (ComException ex) {
			logger.log(Level.WARNING, "Whether to end the server that has not answered {0} is not known: {1}",
					call.operation(), ex.getMessage());
			return false;
		}
	}

	@Override
	public @Nullable String name(long server) {
		return this.recent.name(server).orElse(null);
	}

	@Override
	public @Nullable String end(long server) {
		return this.recent.end(server).orElse(null);
	}

	private Activated serve(ScmRequest request) {
		this.guard.check(request.activation(Right.ACTIVATE));
		Activated here = serveHere(request);
		return (here != null) ? here : this.servers.activate(request);
	}

	/**
	 * Serves a client in another process with a class of this one, if it has it.
	 */
	private @Nullable Activated serveHere(ScmRequest request) {
		boolean fromElsewhere = Caller.current() != null && request.client() != this.rpc.oxid()
				&& this.sites.identity(request.target()) == null;
		return fromElsewhere ? this.own.activate(request.order()) : null;
	}

	/**
	 * Forgets the objects of a server whose process has ended, and removes its socket.
	 */
	private void serverGone(RunningServer server) {
		this.rpc.processGone(server.oxid());
		clientGone(server.oxid());
		try {
			SocketDirectory.remove(server.endpoint(), this.rpc.endpoint());
		}
		catch (ComException ex) {
			// This process ends, and the sockets go with their directory
		}
	}

	private void launchOver(Launch launch) {
		this.sites.removeDead();
		this.spares.over(launch);
	}

	/**
	 * Takes notice that a process has no connection to this one any more. A host knows a
	 * server for as long as it is connected: one that goes on comes again.
	 */
	private void disconnected(long process) {
		this.recent.clientGone(process);
		RunningServer server = this.settings.host() ? this.table.unlinked(process) : null;
		if (server != null) {
			serverGone(server);
		}
		else {
			clientGone(process);
		}
	}

	/**
	 * Has the servers take back what a client holds.
	 */
	private void clientGone(long client) {
		this.notices.clientGone(this.table.servers(), client);
	}

	@Override
	public List<ServerDescription> servers() {
		return this.states.describe(this.table.servers());
	}

	@Override
	public List<RestartState> restarts() {
		return this.restarts.states();
	}

	@Override
	public List<RestartState> unlock(String name) {
		LaunchSelector selector = LaunchSelector.of(name, this.registry);
		List<RestartState> unlocked = this.restarts.unlock(selector::matches);
		this.spares.fill(selector.application());
		return unlocked;
	}

	/**
	 * Lets the launched processes go, and ends those that do not end by themselves; those
	 * of a host go on and seek the next host, unless they are spares. Starts no more.
	 */
	@Override
	public void close() {
		this.restarts.close();
		end(this.settings.host() ? this.table.launches(PendingLaunches::closeSpares) : this.table.close());
		this.sites.close();
	}

	private void end(List<LaunchedProcess> processes) {
		processes.forEach(LaunchedProcess::release);
		CompletableFuture<?>[] exits = processes.stream().map(LaunchedProcess::exit).toArray(CompletableFuture[]::new);
		Duration timeout = this.settings.shutdownTimeout();
		try {
			if (!new RunningTime(System::nanoTime).await(CompletableFuture.allOf(exits), timeout)) {
				logger.log(Level.WARNING, "Ending server processes that did not end within {0}", timeout);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		processes.forEach(LaunchedProcess::destroy);
	}

}
