package io.github.comspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.autoconfigure.declaration.DeclaredPath;
import io.github.comspring.autoconfigure.declaration.DeclaredRpc;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.Lifeline;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.launch.cgroup.ControlGroups;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.program.LaunchArguments;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.ClassArchives;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.core.surrogate.StartOptions;
import io.github.comspring.core.surrogate.SurrogateMain;
import io.github.comspring.lifecycle.ServerLaunch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Other processes: those that this application starts for its classes, and the one that
 * started it. Nothing listens and no thread runs before something out of process is
 * needed.
 */
@Configuration(proxyBeanMethods = false)
class ComProcessesConfiguration {

	private static final Log logger = LogFactory.getLog(ComProcessesConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	ServerLaunch comServerLaunch(ObjectProvider<ApplicationArguments> arguments, ComProperties properties) {
		ApplicationArguments given = arguments.getIfAvailable();
		if (given == null || !LaunchArguments.isEmbedding(given.getSourceArgs())) {
			return ServerLaunch.BY_USER;
		}
		String endpoint = properties.scm().endpoint();
		if (endpoint == null) {
			logger.info("Started with -Embedding, but not by a service control manager, as comspring.scm.endpoint "
					+ "is not set: this process serves no clients in other processes, and runs until its user ends it");
			return ServerLaunch.BY_USER;
		}
		Endpoint scm = ScmPlace.parse(endpoint);
		// Whoever is started by an application for itself ends with it, whatever its own
		// properties say
		return LaunchArguments.isHosted(given.getSourceArgs()) ? ServerLaunch.byHost(scm, Lifeline.takeStandardInput())
				: ServerLaunch.by(scm, Lifeline.takeStandardInput());
	}

	@Bean
	ScmPlace comScmPlace(ServerLaunch launch, ComProperties properties) {
		return ScmPlace.of(launch, properties.scm());
	}

	@Bean
	@ConditionalOnMissingBean
	SocketDirectory comSocketDirectory() {
		return new SocketDirectory();
	}

	@Bean
	@ConditionalOnMissingBean
	ObjectRpc comObjectRpc(ComProperties properties, SocketDirectory sockets, ServerLaunch launch, ScmPlace scm,
			ActivationGuard guard, ObjectProvider<CallExtension> extensions, LeakDetector leakDetector) {
		Endpoint host = scm.isHost() ? scm.endpoint() : null;
		Supplier<Endpoint> place = (host != null) ? SocketDirectory.placeAt(host) : launch.place(sockets);
		return new ObjectRpc(new DeclaredRpc(properties.rpc()).settings(), place, launch.secret(), guard,
				extensions.orderedStream().toList(), new RemoteInstanceCreator(leakDetector), leakDetector);
	}

	@Bean
	@ConditionalOnMissingBean(ServerLauncher.class)
	ProcessLauncher comServerLauncher(ScmPlace scm, ControlGroups groups) {
		return new ProcessLauncher(scm.isHost(), groups);
	}

	@Bean
	@ConditionalOnMissingBean
	ControlGroups comControlGroups(ComProperties properties) {
		String directory = properties.scm().cgroupDirectory();
		return new ControlGroups(
				(directory != null) ? DeclaredPath.of("comspring.scm.cgroup-directory", directory) : null);
	}

	@Bean
	ControlGroupCheck comControlGroupCheck(ComProperties properties, ScmPlace scm, ControlGroups groups) {
		return new ControlGroupCheck(properties, scm, groups);
	}

	@Bean
	@ConditionalOnMissingBean(SurrogatePrograms.class)
	BuiltInSurrogate comSurrogatePrograms(ComProperties properties, SearchPath searchPath,
			ObjectProvider<StartOptions> startOptions) {
		List<String> options = new ArrayList<>(BuiltInSurrogate.options(new DeclaredRpc(properties.rpc()).said()));
		Duration grace = properties.shutdownGracePeriod();
		if (!grace.equals(SurrogateMain.USUAL_GRACE_PERIOD)) {
			options.add("-D" + SurrogateMain.GRACE_PERIOD + "=" + grace.toMillis());
		}
		return new BuiltInSurrogate(searchPath, new RuntimeClasses(), options, BuiltInSurrogate.IDLE_TIMEOUT,
				startOptions.getIfAvailable(() -> StartOptions.NONE));
	}

	@Bean
	@ConditionalOnMissingBean(StartOptions.class)
	@ConditionalOnBooleanProperty(name = "comspring.surrogate.class-archive", matchIfMissing = true)
	ClassArchives comClassArchives() {
		return new ClassArchives();
	}

	@Bean
	@ConditionalOnMissingBean
	ServerControl comServerControl(ClassTable classTable, ObjectRpc rpc, LeakDetector leakDetector) {
		return new LocalServerProcess(classTable, rpc, new RemoteInstanceCreator(leakDetector));
	}

}
