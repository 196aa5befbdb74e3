package io.github.comspring.core.scm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.rpc.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Starts server processes and waits for what they register: one for all who wait, or one
 * for each client where a class is for a single use. Safe from any thread.
 */
final class ServerLaunches {

	private static final Logger logger = System.getLogger(ServerLaunches.class.getName());

	private final MachineClassTable table;

	private final ServerLauncher launcher;

	private final Supplier<Endpoint> endpoint;

	private final Consumer<RunningServer> gone;

	private final boolean hosted;

	private final AtomicLong requests = new AtomicLong();

	/**
	 * Creates it.
	 * @param table knows what runs
	 * @param launcher starts processes
	 * @param endpoint where they register
	 * @param gone told of each server whose process has ended
	 * @param hosted whether the processes outlive this one
	 */
	ServerLaunches(MachineClassTable table, ServerLauncher launcher, Supplier<Endpoint> endpoint,
			Consumer<RunningServer> gone, boolean hosted) {
		this.table = table;
		this.launcher = launcher;
		this.endpoint = endpoint;
		this.gone = gone;
		this.hosted = hosted;
	}

	/**
	 * Returns a server of a class that does not run, started for it or for somebody who
	 * asked at the same time.
	 * @param coClass the class
	 * @param server its program
	 * @param idle how long a process goes on without clients that is started, or
	 * {@code null} for as long as it likes itself
	 * @param nanos how long to wait at most
	 * @return what was taken, or {@code null} if others have had all that it offered
	 * @throws ComException as for {@link MachineClassTable#await}, and as the launcher
	 * throws
	 */
	@Nullable Offer launch(CoClass coClass, LocalServer server, @Nullable Duration idle, long nanos) {
		long request = this.table.isSingleUse(coClass.clsid()) ? this.requests.incrementAndGet() : 0;
		Launch launch = join(LaunchKey.of(coClass, server, request), coClass,
				new LaunchCommand(server, idle, this.hosted)::words);
		return this.table.await(coClass.clsid(), launch, nanos);
	}

	/**
	 * Joins a launch, or begins it if it is new.
	 * @param key what decides which one
	 * @param coClass the class that the process is started for
	 * @param program makes the command, given where the service control manager listens
	 * @return the launch, which may have failed already
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if nothing is launched any more
	 */
	Launch join(LaunchKey key, CoClass coClass, Function<Endpoint, List<String>> program) {
		JoinedLaunch joined = this.table.join(key,
				(serial) -> new Launch(serial, key, coClass, Guid.random() + "-" + Guid.random()));
		if (joined.begun()) {
			start(joined.launch(), program);
		}
		return joined.launch();
	}

	private void start(Launch launch, Function<Endpoint, List<String>> program) {
		try {
			List<String> command = program.apply(this.endpoint.get());
			LaunchedProcess process = this.launcher
				.launch(new LaunchRequest(launch.coClass(), command, Map.of(), null, launch.secret()));
			process.exit().thenAccept((exit) -> ended(launch, process, exit));
			if (!this.table.started(launch, process)) {
				process.destroy();
			}
			logger.log(Level.INFO, "Started process {0} for {1}", Long.toString(process.pid()), launch.coClass());
		}
		catch (ComException ex) {
			// Who joined gets the same error as who began
			this.table.failed(launch, ex);
		}
		catch (RuntimeException | Error ex) {
			this.table.failed(launch, new ComException(HResult.CO_E_SCM_ERROR,
					"Starting the server process of " + launch.coClass() + " failed: " + ex, ex));
		}
	}

	private void ended(Launch launch, LaunchedProcess process, ProcessExit exit) {
		logger.log(Level.INFO, "Process {0} of {1} {2}", Long.toString(process.pid()), launch.coClass(),
				exit.describe());
		RunningServer server = this.table.ended(launch, exit);
		if (server != null) {
			this.gone.accept(server);
		}
	}

}
