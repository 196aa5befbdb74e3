package io.github.comspring.core.scm.launching;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.CommandLine;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.program.FileVersion;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.core.scm.protocol.SurrogateClass;
import io.github.comspring.core.scm.table.Launch;
import io.github.comspring.core.scm.table.LaunchKey;
import io.github.comspring.core.scm.table.MachineClassTable;
import io.github.comspring.core.scm.table.Offer;
import io.github.comspring.core.scm.table.RunningServer;
import org.jspecify.annotations.Nullable;

/**
 * Has jars hosted by surrogates: one process for all classes of an application, started
 * with the first of them, or a spare; the others are brought to it. Safe from any thread.
 *
 * @param table knows what runs
 * @param launches starts the processes
 * @param spares has processes that were started before
 * @param loads brings classes to processes that run
 * @param programs what surrogates are made of
 */
public record SurrogateLaunches(MachineClassTable table, ServerLaunches launches, SpareSurrogates spares,
		SurrogateLoads loads, SurrogatePrograms programs) {

	/**
	 * Returns a surrogate of a class that is not hosted yet.
	 * @param target the class
	 * @param wanted how it is hosted
	 * @param identity the user that hosts it, or {@code null} for that of this process
	 * @param timeout how long to wait for the process at most
	 * @return what was taken, or {@code null} if the process is about to end
	 * @throws ComException {@code CO_E_DLLNOTFOUND} if there is no jar, or as
	 * {@link ServerLaunches#launch} throws
	 */
	public @Nullable Offer launch(ResolvedClass target, SurrogateClass wanted, @Nullable String identity,
			Duration timeout) {
		HostedClass hosted = wanted.hosted(jar(wanted));
		try {
			return launch(target, wanted, hosted, identity, timeout);
		}
		catch (ComException ex) {
			throw JvmRefusal.explain(ex, wanted.application());
		}
	}

	private @Nullable Offer launch(ResolvedClass target, SurrogateClass wanted, HostedClass hosted,
			@Nullable String identity, Duration timeout) {
		Launch launch = this.spares.take(target.coClass(), wanted.application(), identity);
		while (launch != null && launch.isUnproven()) {
			Offer taken = offerOfSpare(launch, hosted, timeout);
			if (taken != null || !launch.isUnproven()) {
				return taken;
			}
			launch = this.spares.take(target.coClass(), wanted.application(), identity);
		}
		return offer((launch != null) ? launch : begin(target, wanted, hosted, identity, timeout), hosted, timeout);
	}

	/**
	 * Has a process that was a spare host a class. Nothing of the class has run before it
	 * does, so that another process can host it as well.
	 * @return what was taken, or {@code null} if there is nothing to have
	 */
	private @Nullable Offer offerOfSpare(Launch launch, HostedClass hosted, Duration timeout) {
		String why = "it ended";
		try {
			Offer taken = offer(launch, hosted, timeout);
			if (taken != null || !launch.isUnproven()) {
				return taken;
			}
		}
		catch (ComException ex) {
			if (!launch.isUnproven() || ex.hresult().equals(HResult.RPC_E_CALL_CANCELED)) {
				throw ex;
			}
			why = ex.getMessage();
		}
		this.spares.discard(launch, why);
		return null;
	}

	private Launch begin(ResolvedClass target, SurrogateClass wanted, HostedClass hosted, @Nullable String identity,
			Duration timeout) {
		Duration idle = target.times().idle();
		return this.launches.join(LaunchKey.ofSurrogate(hosted.appId(), identity), target,
				(site) -> program(wanted, SurrogateArguments.of(site.scm(), idle, hosted), site), timeout);
	}

	private @Nullable Offer offer(Launch launch, HostedClass hosted, Duration timeout) {
		launch.hosts(hosted.clsid(), FileVersion.of(this.programs.files(Path.of(hosted.jar()))));
		RunningServer server = this.launches.await(launch, () -> this.table.awaitServer(launch, timeout));
		if (server == null || !this.loads.load(server, hosted, timeout)) {
			return null;
		}
		return this.launches.await(launch, () -> this.table.await(hosted.clsid(), launch, timeout));
	}

	private Path jar(SurrogateClass wanted) {
		try {
			return this.programs.jar(wanted.jar().path());
		}
		catch (ComException ex) {
			throw InprocServer.failure(wanted.registration().coClass(), ex);
		}
	}

	private ServerProgram program(SurrogateClass wanted, List<String> arguments, LaunchSite site) {
		ApplicationRegistration.Surrogate surrogate = wanted.surrogate();
		String custom = surrogate.command();
		if (custom == null) {
			return this.programs.builtIn(wanted.application(), site.runAs()).with(arguments);
		}
		return ServerProgram.of(CommandLine.parse(custom).command(surrogate.executable(), arguments),
				wanted.application().confinement(), site.runAs());
	}

}
