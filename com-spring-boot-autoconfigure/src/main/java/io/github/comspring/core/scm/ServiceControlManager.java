package io.github.comspring.core.scm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.orpc.CallTerms;
import io.github.comspring.core.orpc.Caller;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ObjectlessInterface;
import io.github.comspring.core.orpc.OwnUser;
import io.github.comspring.core.orpc.SocketDirectory;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of a machine, or of one application: it alone knows which
 * process serves which class, and it alone starts server processes. First it looks for a
 * running class object, and only if there is none, in the registry. Safe from any thread.
 */
public final class ServiceControlManager implements Scm, AutoCloseable {

	private static final Logger logger = System.getLogger(ServiceControlManager.class.getName());

	/**
	 * How often a request may find a server that is just about to end. One that others
	 * have had in the meantime does not count.
	 */
	private static final int ATTEMPTS = 4;

	private final ObjectRpc rpc;

	private final ServerControl own;

	private final ActivationGuard guard;

	private final ScmSettings settings;

	private final MachineClassTable table = new MachineClassTable();

	private final RecentServers recent = new RecentServers();

	/** How often anything was taken from any server. */
	private final LongAdder offers = new LongAdder();

	private final ComRegistry registry;

	private final RestartBudgets restarts;

	private final Recycling recycling;

	private final LaunchSites sites;

	private final ServerLaunches launches;

	private final OverdueServers overdue;

	private final SpareSurrogates spares;

	private final SurrogateLaunches surrogates;

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
		this(rpc, own, registry, guard, launcher, programs, settings, Clock.systemUTC());
	}

	ServiceControlManager(ObjectRpc rpc, ServerControl own, ComRegistry registry, ActivationGuard guard,
			ServerLauncher launcher, SurrogatePrograms programs, ScmSettings settings, Clock clock) {
		this.rpc = rpc;
		this.own = own;
		this.guard = guard;
		this.settings = settings;
		this.registry = registry;
		this.restarts = new RestartBudgets(clock);
		this.recycling = new Recycling(this.table, clock);
		this.sites = new LaunchSites(rpc, OwnUser.ofThisProcess());
		this.launches = new ServerLaunches(this.table, launcher, this.sites::find, this::serverGone, this::launchOver,
				settings.host(), this.restarts);
		this.spares = new SpareSurrogates(this.table, this.launches, programs, registry, this.sites::find, clock);
		this.overdue = new OverdueServers(this.table, registry);
		rpc.exportWellKnown(OverdueCalls.IPID, OverdueCalls.class, this.overdue);
		rpc.exportWellKnown(ServerEnds.IPID, ServerEnds.class, this.recent);
		this.surrogates = new SurrogateLaunches(this.table, this.launches, this.spares,
				new SurrogateLoads(this.table, rpc), programs);
		rpc.exportWellKnown(ServerRegistry.IPID, ServerRegistry.class,
				new ServerRegistrations(this.table, rpc, registry, settings.host() ? OwnUser.ofThisProcess() : null));
		new ObjectlessInterface(rpc, ScmActivatorStub.IID).export(new ScmActivatorStub(this, registry));
		rpc.addListener(this::disconnected);
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
		check(Right.ACTIVATE, request);
		Activated here = serveHere(request);
		return (here != null) ? here : serveElsewhere(request);
	}

	private Activated serveElsewhere(ScmRequest request) {
		ComException broken = null;
		Set<RunningServer> usedUp = new HashSet<>();
		int attempts = 0;
		while (attempts < ATTEMPTS + usedUp.size()) {
			long before = this.offers.sum();
			Offer taken = find(request);
			if (taken == null) {
				// Whoever lost to others has not been in vain for all
				attempts += (this.offers.sum() == before) ? 1 : 0;
				continue;
			}
			this.offers.increment();
			attempts++;
			if (this.recycling.retires(taken, request.target().supervision().recycling())) {
				usedUp.add(taken.server());
				continue;
			}
			try {
				Activated activated = serve(taken, request);
				if (activated != null) {
					return activated;
				}
			}
			catch (ComException ex) {
				broken = unreachable(taken, request, ex);
			}
			if (taken.server().hasServed()) {
				usedUp.add(taken.server());
			}
		}
		throw (broken != null) ? broken : new ComException(HResult.CO_E_SERVER_STOPPING, "Each server process of "
				+ request.target().coClass() + " was taken by others or ended before it could serve this client");
	}

	/**
	 * Has a server serve a client.
	 * @return what the client gets, or {@code null} if the server does not serve the
	 * class any more
	 */
	private @Nullable Activated serve(Offer taken, ScmRequest request) {
		if (Caller.current() != null) {
			// Its idle connection would end, and the servers be told that it has died
			this.rpc.keepConnected(request.client());
		}
		Activated activated = control(taken.server(), request.target()).activate(order(request));
		if (activated == null) {
			this.table.drop(taken, request.target().coClass().clsid());
		}
		else {
			taken.server().served();
			this.recent.add(taken.server());
		}
		return activated;
	}

	/**
	 * Returns a server as one of a class, which answers in the time that calls may take,
	 * or is ended for it.
	 */
	private ServerControl control(RunningServer server, ResolvedClass target) {
		CallTerms terms = new CallTerms(target.times().call(), (process, operation,
				taken) -> overdue(new OverdueCall(process, target.coClass().clsid(), operation, taken)));
		return this.rpc.wellKnown(server.endpoint(), server.oxid(), ServerControl.IPID, ServerControl.class,
				target.coClass(), terms);
	}

	/**
	 * Serves a client in another process with a class of this one, if it has it.
	 */
	private @Nullable Activated serveHere(ScmRequest request) {
		boolean fromElsewhere = Caller.current() != null && request.client() != this.rpc.oxid()
				&& this.sites.identity(request.target()) == null;
		return fromElsewhere ? this.own.activate(order(request)) : null;
	}

	private static ServerControl.Order order(ScmRequest request) {
		return new ServerControl.Order(request.target().coClass().clsid(), request.classObject(), request.iids(),
				request.client());
	}

	private @Nullable Offer find(ScmRequest request) {
		CoClass coClass = request.target().coClass();
		String identity = this.sites.identity(request.target());
		Offer running = this.table.take(coClass.clsid(), identity, null);
		if (running != null) {
			return running;
		}
		LocalServer program = program(request.target());
		SurrogateClass hosted = SurrogateClass.of(request.target());
		long nanos = ((hosted != null && hosted.isDebugged()) ? ApplicationTimes.NO_DEADLINE
				: this.settings.launchTimeout())
			.toNanos();
		if (program == null && hosted == null) {
			throw new ComException(HResult.REGDB_E_CLASSNOTREG,
					"No process serves " + coClass + ", and none is registered for it");
		}
		check(Right.LAUNCH, request);
		return (hosted != null) ? this.surrogates.launch(request.target(), hosted, identity, nanos)
				: this.launches.launch(request.target(), Objects.requireNonNull(program), identity, nanos);
	}

	private static @Nullable LocalServer program(ResolvedClass target) {
		ClassRegistration registration = target.registration();
		return (registration != null) ? registration.localServer() : null;
	}

	private void check(Right right, ScmRequest request) {
		this.guard.check(new Activation(right, request.target().coClass(), request.iids().get(0), null,
				ClassContext.LOCAL_SERVER, request.origin(), request.authenticationLevel()));
	}

	/**
	 * Takes notice that a server cannot be called, so that another one may serve: only if
	 * this one cannot have begun. A class object may throw the same HRESULT, but what
	 * failed there is here no more than a text.
	 */
	private ComException unreachable(Offer taken, ScmRequest request, ComException ex) {
		HResult hresult = ex.hresult();
		boolean notBegun = hresult.equals(HResult.RPC_S_SERVER_UNAVAILABLE)
				|| hresult.equals(HResult.RPC_E_DISCONNECTED);
		if (!notBegun || !(ex.getCause() instanceof ComException)) {
			throw ServerDeath.explain(taken.server(), ex);
		}
		ServerDeath.await(taken.server(), ex);
		this.table.dropAll(taken.server());
		return new ComException(HResult.CO_E_OBJSRV_RPC_FAILURE,
				"The server process of " + request.target().coClass() + " cannot be called", ex);
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
		this.spares.over(launch);
	}

	/**
	 * Takes notice that a process has no connection to this one any more. A host knows a
	 * server for as long as it is connected: one that goes on comes again.
	 */
	private void disconnected(long process) {
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
		DeathNotices.send(this.table.servers(), client);
	}

	@Override
	public List<ServerDescription> servers() {
		return this.table.servers().stream().map(ServerDescription::of).toList();
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
		try {
			CompletableFuture.allOf(exits).get(this.settings.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.log(Level.WARNING, "Ending server processes that did not end within {0}",
					this.settings.shutdownTimeout());
		}
		processes.forEach(LaunchedProcess::destroy);
	}

}
