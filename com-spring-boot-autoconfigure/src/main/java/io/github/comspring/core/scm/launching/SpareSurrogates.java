package io.github.comspring.core.scm.launching;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.PendingLaunches;
import org.jspecify.annotations.Nullable;

/**
 * Surrogates that are started ahead of their first clients: they have introduced
 * themselves, and host nothing. Whoever takes one finds out whether it can be used, and
 * goes on without it if not. No thread lasts: spares are missing only when something has
 * happened, and are started then. Safe from any thread.
 */
public final class SpareSurrogates {

	private static final Logger logger = System.getLogger(SpareSurrogates.class.getName());

	private final MachineClassTable table;

	private final ServerLaunches launches;

	private final SurrogatePrograms programs;

	private final ComRegistry registry;

	private final Function<@Nullable String, LaunchSite> sites;

	private final LongSupplier ticker;

	/** The applications whose clients come before their spares. */
	private final Set<AppId> postponed = ConcurrentHashMap.newKeySet();

	/**
	 * Creates it.
	 * @param table knows what runs
	 * @param launches starts the processes
	 * @param programs what surrogates are made of
	 * @param registry says what applications want
	 * @param sites where the processes register, given the user that they run as
	 * @param ticker tells the time in nanoseconds, as {@link System#nanoTime()} does
	 */
	public SpareSurrogates(MachineClassTable table, ServerLaunches launches, SurrogatePrograms programs,
			ComRegistry registry, Function<@Nullable String, LaunchSite> sites, LongSupplier ticker) {
		this.table = table;
		this.launches = launches;
		this.programs = programs;
		this.registry = registry;
		this.sites = sites;
		this.ticker = ticker;
	}

	/**
	 * Joins the launch of an application's surrogate, which is that of a spare if nothing
	 * else is there.
	 * @param coClass the class that a surrogate is wanted for
	 * @param application its application as it is now
	 * @param identity the user that it runs as, or {@code null} for that of this process
	 * @return the launch, or {@code null} if one has to be begun
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if no surrogate can be
	 * started from here
	 */
	@Nullable Launch take(CoClass coClass, ApplicationRegistration application, @Nullable String identity) {
		LaunchKey key = LaunchKey.ofSurrogate(application.appId(), identity);
		boolean none = this.table.launches((all) -> all.spares(key)).isEmpty();
		boolean kept = wanted(application) > 0;
		if (kept || !none) {
			this.postponed.add(application.appId());
		}
		if (none || !kept) {
			return null;
		}
		ServerProgram program = program(application, this.sites.apply(identity));
		return this.table.launches((all) -> all.joinSpare(key, coClass, (spare) -> fits(spare, program, application)));
	}

	private static int wanted(@Nullable ApplicationRegistration application) {
		ApplicationRegistration.Surrogate surrogate = (application != null) ? application.surrogate() : null;
		return (surrogate != null && surrogate.debugPort() == null) ? surrogate.spares() : 0;
	}

	private ServerProgram program(ApplicationRegistration application, LaunchSite site) {
		Duration idle = application.times().idle();
		return this.programs.builtIn(application, site.runAs())
			.with(SurrogateArguments.ofSpare(site.scm(), idle, application.appId()));
	}

	private boolean fits(Launch spare, ServerProgram program, ApplicationRegistration application) {
		ServerProgram made = spare.program();
		LaunchedProcess process = spare.progress().process();
		if (made == null || process == null) {
			return true;
		}
		Duration most = application.supervision().recycling().age();
		Duration age = Duration.ofNanos(this.ticker.getAsLong() - process.startTick());
		return made.isLike(program) && (most == null || age.compareTo(most) <= 0);
	}

	/**
	 * Ends what was a spare, has failed its first client, and so is replaced.
	 * @param launch the launch
	 * @param why what went wrong, for the log
	 */
	void discard(Launch launch, String why) {
		logger.log(Level.WARNING, "A spare surrogate could not be used for {0}, and another process is: {1}",
				launch.subject(), why);
		LaunchedProcess process = this.table.launches((all) -> all.discard(launch));
		if (process != null) {
			process.destroy();
		}
	}

	/**
	 * Starts in the background what has become missing since clients came, who are served
	 * now.
	 */
	public void resume() {
		for (AppId each : this.postponed) {
			if (this.postponed.remove(each)) {
				fill(each);
			}
		}
	}

	/**
	 * Replaces a spare that has ended.
	 * @param launch a launch whose process has ended
	 */
	public void over(Launch launch) {
		AppId appId = launch.key().appId();
		if (launch.isUnproven() && appId != null) {
			fill(appId);
		}
	}

	/**
	 * Starts the spares that an application lacks, and ends those that it has no use for,
	 * in the background.
	 * @param appId the application
	 */
	public void fill(AppId appId) {
		try {
			BackgroundThread.start("com-spares-" + appId, () -> fillNow(appId));
		}
		catch (OutOfMemoryError ex) {
			// Not what the client's activation fails by that has brought this about
			missed(appId, ex);
		}
	}

	private void fillNow(AppId appId) {
		if (this.table.launches(PendingLaunches::isClosed)) {
			return;
		}
		try {
			ApplicationRegistration application = this.registry.application(appId);
			int wanted = wanted(application);
			endUnfit(appId, application, wanted);
			while (application != null
					&& this.launches.startSpare(application, wanted, (site) -> program(application, site))) {
				logger.log(Level.DEBUG, "A spare surrogate of {0} is on its way", application.describe());
			}
		}
		catch (ComException ex) {
			boolean stopping = ex.hresult().equals(HResult.CO_E_SCM_RPC_FAILURE);
			logger.log(stopping ? Level.DEBUG : Level.WARNING,
					"No spare surrogate of application {0} is started before it is used again: {1}", appId,
					ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			missed(appId, ex);
		}
	}

	/**
	 * The next client that comes has it tried again.
	 */
	private void missed(AppId appId, Throwable why) {
		this.postponed.add(appId);
		FailureLog.log(logger, Level.WARNING,
				"No spare surrogate of application " + appId + " is started before it is used again", why);
	}

	private void endUnfit(AppId appId, @Nullable ApplicationRegistration application, int wanted) {
		List<Launch> spares = this.table.launches((all) -> all.spares(appId));
		if (spares.isEmpty()) {
			return;
		}
		String identity = (application != null) ? application.runAs() : null;
		LaunchKey key = LaunchKey.ofSurrogate(appId, identity);
		ServerProgram program = (application != null && wanted > 0) ? program(application, this.sites.apply(identity))
				: null;
		int kept = 0;
		for (Launch each : spares) {
			if (program != null && kept < wanted && each.key().equals(key) && fits(each, program, application)) {
				kept++;
			}
			else {
				end(each);
			}
		}
	}

	private void end(Launch spare) {
		LaunchedProcess process = this.table.launches((all) -> all.retireSpare(spare));
		if (process != null) {
			logger.log(Level.INFO, "Ending process {0}, {1}, which is not as it would be started now",
					Long.toString(process.pid()), spare.subject());
			process.destroy();
		}
	}

}
