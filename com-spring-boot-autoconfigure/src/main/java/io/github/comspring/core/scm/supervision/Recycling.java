package io.github.comspring.core.scm.supervision;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import io.github.comspring.Clsid;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Takes server processes out of use that have come to what their application allows, or
 * whose jars were replaced: the next activation starts another one, and the old one goes
 * on for the clients that have something from it, and ends with the last of them. Looked
 * at when there is an activation, and by no thread of its own. Safe from any thread.
 *
 * @param table the class table of the machine
 * @param states asks for what only the process knows
 * @param ticker tells the time in nanoseconds, as {@link System#nanoTime()} does
 */
public record Recycling(MachineClassTable table, ServerStates states, LongSupplier ticker) {

	private static final Logger logger = System.getLogger(Recycling.class.getName());

	/**
	 * Takes a server out of use if it has come to a limit. Whatever the limits are, each
	 * serves its first client, and one that was not launched here is left alone.
	 * @param taken what was just taken from the server
	 * @param clsid the class
	 * @param limits what its application allows
	 * @return whether it is out of use, so that what was taken must not be used
	 */
	public boolean retires(Offer taken, Clsid clsid, RecycleLimits limits) {
		RunningServer server = taken.server();
		Launch launch = server.launch();
		if (taken.number() == 1 || launch == null) {
			return false;
		}
		String reason = reason(taken, launch, clsid, limits);
		if (reason == null) {
			return server.use().isDraining() && !isOvertaken(taken, limits);
		}
		if (!server.use().isDraining()) {
			this.table.drain(server);
			tellLater(server);
			logger.log(Level.INFO, "The server {0} of {1} {2}: it serves no new clients", server, launch.subject(),
					reason);
		}
		return true;
	}

	/**
	 * Tells whether a server is out of use for the number of its clients, of whom this is
	 * one that it may serve: a later one was only quicker.
	 */
	private static boolean isOvertaken(Offer taken, RecycleLimits limits) {
		Integer most = limits.activations();
		return most != null && taken.number() <= most && taken.server().use().activations() > most;
	}

	/**
	 * Without a client it ends then, and not after its idle time. For want of a thread it
	 * does after that time, and the activation goes on.
	 */
	private static void tellLater(RunningServer server) {
		try {
			BackgroundThread.start("com-scm-retire-" + server.pid(), () -> tell(server));
		}
		catch (OutOfMemoryError ex) {
			logger.log(Level.WARNING, "The server " + server + " is not told that it is used up", ex);
		}
	}

	private static void tell(RunningServer server) {
		try {
			server.control().retire();
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.DEBUG, "The server " + server + " was not told that it is used up", ex);
		}
	}

	/**
	 * Says what a server has come to, what costs nothing to know first.
	 */
	private @Nullable String reason(Offer taken, Launch launch, Clsid clsid, RecycleLimits limits) {
		Path replaced = launch.replacedJar(clsid);
		return (replaced != null) ? "has " + replaced + ", which was replaced since"
				: reason(taken, launch.progress().process(), limits);
	}

	private @Nullable String reason(Offer taken, @Nullable LaunchedProcess process, RecycleLimits limits) {
		if (limits.activations() != null && taken.number() > limits.activations()) {
			return "has served " + limits.activations() + " activations";
		}
		long now = this.ticker.getAsLong();
		RunningServer server = taken.server();
		if (process == null) {
			return null;
		}
		if (limits.age() != null && Duration.ofNanos(now - process.startTick()).compareTo(limits.age()) > 0) {
			return "is older than " + limits.age();
		}
		boolean sampled = limits.memory() != null || limits.calls() != null || limits.errors() != null;
		return (sampled && server.use().maySample(now)) ? sample(server, process.pid(), limits) : null;
	}

	private @Nullable String sample(RunningServer server, long pid, RecycleLimits limits) {
		OptionalLong memory = (limits.memory() != null) ? ResidentMemory.of(pid) : OptionalLong.empty();
		if (limits.memory() != null && memory.orElse(0) > limits.memory()) {
			return "has " + memory.getAsLong() + " KiB of memory, more than " + limits.memory();
		}
		return (limits.calls() != null || limits.errors() != null) ? count(server, limits) : null;
	}

	private @Nullable String count(RunningServer server, RecycleLimits limits) {
		ServerState state = this.states.of(server);
		if (state == null) {
			// The activation that comes next tells what is wrong with it
			return null;
		}
		if (limits.calls() != null && state.calls() > limits.calls()) {
			return "has carried out " + state.calls() + " calls";
		}
		return (limits.errors() != null && state.errorsInARow() >= limits.errors())
				? "has failed " + state.errorsInARow() + " times in a row" : null;
	}

}
