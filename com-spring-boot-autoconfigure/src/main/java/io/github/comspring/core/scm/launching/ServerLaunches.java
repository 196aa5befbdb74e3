package io.github.comspring.core.scm.launching;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.registry.RestartLimits;
import io.github.comspring.core.scm.program.LaunchCommand;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.supervision.RestartBudgets;
import io.github.comspring.core.scm.table.JoinedLaunch;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Starts server processes and waits for what they register: one for all who wait, or one
 * for each client where a class is for a single use. Safe from any thread.
 */
public final class ServerLaunches {

	private static final Logger logger = System.getLogger(ServerLaunches.class.getName());

	/** What a process is not started for that says nothing of it. */
	private static final Set<HResult> OWN_TROUBLE = Set.of(HResult.RPC_S_OUT_OF_RESOURCES, HResult.E_OUTOFMEMORY,
			HResult.CO_E_SCM_ERROR);

	/** Longer than any delay between two failures. */
	private static final Duration SPARE_TURN = Duration.ofMinutes(1);

	private final MachineClassTable table;

	private final ServerLauncher launcher;

	private final Function<@Nullable String, LaunchSite> sites;

	private final Consumer<RunningServer> gone;

	private final Consumer<Launch> over;

	private final boolean hosted;

	private final RestartBudgets restarts;

	private final AtomicLong requests = new AtomicLong();

	/**
	 * Creates it.
	 * @param table knows what runs
	 * @param launcher starts processes
	 * @param sites where they register, given the user that they run as
	 * @param gone told of each server whose process has ended
	 * @param over told of each launch whose process has ended
	 * @param hosted whether the processes outlive this one
	 * @param restarts say when a process may be started
	 */
	public ServerLaunches(MachineClassTable table, ServerLauncher launcher,
			Function<@Nullable String, LaunchSite> sites, Consumer<RunningServer> gone, Consumer<Launch> over,
			boolean hosted, RestartBudgets restarts) {
		this.table = table;
		this.launcher = launcher;
		this.sites = sites;
		this.gone = gone;
		this.over = over;
		this.hosted = hosted;
		this.restarts = restarts;
	}

	/**
	 * Returns a server of a class that does not run, started for it or for somebody who
	 * asked at the same time.
	 * @param target the class
	 * @param server its program
	 * @param identity the user that it runs as, or {@code null} for that of this process
	 * @param timeout how long to wait at most
	 * @return what was taken, or {@code null} if others have had all that it offered
	 * @throws ComException as for {@link MachineClassTable#await} and
	 * {@link RestartBudgets#awaitTurn}, and as the launcher throws
	 */
	public @Nullable Offer launch(ResolvedClass target, LocalServer server, @Nullable String identity,
			Duration timeout) {
		CoClass coClass = target.coClass();
		long request = this.table.isSingleUse(coClass.clsid()) ? this.requests.incrementAndGet() : 0;
		// One of another user could not introduce itself to the next host
		LaunchCommand command = new LaunchCommand(server, target.times().idle(), this.hosted && identity == null);
		Launch launch = join(LaunchKey.of(coClass, server, identity, request), target,
				(site) -> ServerProgram.of(command.words(site.scm()), target.confinement(), site.runAs()), timeout);
		return await(launch, () -> this.table.await(coClass.clsid(), launch, timeout));
	}

	/**
	 * Joins a launch, or begins it if it is new, when its turn has come.
	 * @param key what decides which one
	 * @param target the class that the process is started for
	 * @param program makes the program, given where it is launched to
	 * @param timeout how long to wait for its turn at most
	 * @return the launch, which may have failed already
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if nothing is launched any more
	 */
	Launch join(LaunchKey key, ResolvedClass target, Function<LaunchSite, ServerProgram> program, Duration timeout) {
		JoinedLaunch joined = this.table.launches((all) -> all.join(key, target.coClass()));
		if (joined.begun()) {
			begin(joined.launch(), target.supervision().restarts(), program, timeout);
		}
		return joined.launch();
	}

	/**
	 * Starts a spare surrogate, unless its application has enough, when its turn has
	 * come.
	 * @param application the application
	 * @param most how many it may have
	 * @param program makes the program, given where it is launched to
	 * @return whether one was started
	 * @throws ComException why not, though one is missing
	 */
	boolean startSpare(ApplicationRegistration application, int most, Function<LaunchSite, ServerProgram> program) {
		LaunchKey key = LaunchKey.ofSurrogate(application.appId(), application.runAs());
		Launch begun = this.table.launches((all) -> all.beginSpare(key, most, application.describe()));
		if (begun == null) {
			return false;
		}
		begin(begun, application.supervision().restarts(), program, SPARE_TURN);
		this.table.requireUnderWay(begun);
		return true;
	}

	/**
	 * Waits for the process of a launch, which has failed if somebody waits in vain.
	 * @param launch the launch
	 * @param wait waits for what is wanted of it
	 * @return what the wait returns
	 * @throws ComException as the wait throws
	 */
	<T> @Nullable T await(Launch launch, Supplier<@Nullable T> wait) {
		try {
			return wait.get();
		}
		catch (ComException ex) {
			String shortfall = launch.progress().shortfall();
			if (shortfall != null) {
				this.restarts.failed(launch, shortfall);
			}
			throw ex;
		}
	}

	private void begin(Launch launch, RestartLimits limits, Function<LaunchSite, ServerProgram> program,
			Duration timeout) {
		try {
			this.restarts.awaitTurn(launch, limits, timeout);
		}
		catch (ComException ex) {
			this.table.failed(launch, ex);
			return;
		}
		try {
			start(launch, program);
		}
		catch (ComException ex) {
			failed(launch, ex);
		}
		catch (OutOfMemoryError ex) {
			failed(launch,
					new ComException(HResult.E_OUTOFMEMORY, "The server process of " + launch.subject()
							+ " was not started, as this process has no memory or threads left: " + ex.getMessage(),
							ex));
		}
		catch (RuntimeException | Error ex) {
			failed(launch, new ComException(HResult.CO_E_SCM_ERROR,
					"Starting the server process of " + launch.subject() + " failed: " + ex, ex));
		}
	}

	private void start(Launch launch, Function<LaunchSite, ServerProgram> program) {
		LaunchSite site = this.sites.apply(launch.identity());
		ServerProgram made = program.apply(site);
		launch.startsWith(made.jars());
		this.table.prepared(launch, site, made);
		LaunchedProcess process = this.launcher
			.launch(new LaunchRequest(launch.subject(), made.command(), made.confinement(), launch.secret()));
		process.exit().thenAccept((exit) -> ended(launch, process, exit));
		if (!this.table.started(launch, process)) {
			process.destroy();
		}
		logger.log(Level.INFO, "Started process {0} for {1}", Long.toString(process.pid()), launch.subject());
	}

	/**
	 * Who joined gets the same error as who began. What this process lacks, or a fault of
	 * its own, is no failure of the server.
	 */
	private void failed(Launch launch, ComException why) {
		if (!OWN_TROUBLE.contains(why.hresult())) {
			this.restarts.failed(launch, "could not be started: " + why.detail());
		}
		this.table.failed(launch, why);
	}

	private void ended(Launch launch, LaunchedProcess process, ProcessExit exit) {
		try {
			count(launch, process, exit);
		}
		finally {
			forget(launch, exit);
		}
	}

	/**
	 * Before anybody is told of the end, who would start the next one.
	 */
	private void count(Launch launch, LaunchedProcess process, ProcessExit exit) {
		String failure = launch.failure(exit);
		if (failure != null) {
			this.restarts.failed(launch, failure);
		}
		logger.log(Level.INFO, "Process {0} of {1} {2}", Long.toString(process.pid()), launch.subject(),
				exit.describe());
	}

	private void forget(Launch launch, ProcessExit exit) {
		RunningServer server = this.table.ended(launch, exit);
		launch.progress().over().complete(exit);
		try {
			if (server != null) {
				this.gone.accept(server);
			}
		}
		finally {
			this.over.accept(launch);
		}
	}

}
