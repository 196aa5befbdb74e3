package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.Objects;

import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.launching.ServerLaunches;
import io.github.comspring.core.scm.launching.SurrogateLaunches;
import io.github.comspring.core.scm.program.LaunchSites;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.protocol.SurrogateClass;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import org.jspecify.annotations.Nullable;

/**
 * Finds a server process for a client: one that runs, and only if there is none, what the
 * registry says, which is launched. Safe from any thread.
 *
 * @param table knows what runs
 * @param sites know whom a server has to run as
 * @param guard decides who may launch
 * @param launchTimeout how long a launched process may take to register a class
 * @param launches starts programs
 * @param surrogates starts processes for jars
 */
record ServerSearch(MachineClassTable table, LaunchSites sites, ActivationGuard guard, Duration launchTimeout,
		ServerLaunches launches, SurrogateLaunches surrogates) {

	/**
	 * Returns how long an activation may take until it has a server.
	 * @param request what the client asks for
	 * @return the time, however many servers it takes
	 */
	Duration time(ScmRequest request) {
		SurrogateClass hosted = SurrogateClass.of(request.target());
		return (hosted != null && hosted.isDebugged()) ? ApplicationTimes.NO_DEADLINE : this.launchTimeout;
	}

	/**
	 * Takes a class for a client.
	 * @param request what the client asks for
	 * @param timeout how long to wait for a server at most, if none runs
	 * @return what was taken, or {@code null} if others have had all that was there
	 * @throws ComException as {@link Scm#activate} throws while no server is there
	 */
	@Nullable Offer find(ScmRequest request, Duration timeout) {
		CoClass coClass = request.target().coClass();
		String identity = this.sites.identity(request.target());
		Offer running = this.table.take(coClass.clsid(), identity, null);
		if (running != null) {
			return running;
		}
		LocalServer program = program(request.target());
		SurrogateClass hosted = SurrogateClass.of(request.target());
		if (program == null && hosted == null) {
			throw new ComException(HResult.REGDB_E_CLASSNOTREG,
					"No process serves " + coClass + ", and none is registered for it");
		}
		this.guard.check(request.activation(Right.LAUNCH));
		return (hosted != null) ? this.surrogates.launch(request.target(), hosted, identity, timeout)
				: this.launches.launch(request.target(), Objects.requireNonNull(program), identity, timeout);
	}

	private static @Nullable LocalServer program(ResolvedClass target) {
		ClassRegistration registration = target.registration();
		return (registration != null) ? registration.localServer() : null;
	}

}
