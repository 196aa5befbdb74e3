package io.github.comspring.autoconfigure;

import java.util.Arrays;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.ProcessLauncher;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.CallExtension;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.rpc.Endpoint;
import io.github.comspring.core.rpc.RpcLimits;
import io.github.comspring.core.scm.LocalServerProcess;
import io.github.comspring.core.scm.Scm;
import io.github.comspring.core.scm.ScmLink;
import io.github.comspring.core.scm.RemoteScm;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServerControl;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.SurrogatePrograms;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.lifecycle.LaunchedServer;
import io.github.comspring.lifecycle.ServerLaunch;
import io.github.comspring.lifecycle.ServerReference;
import io.github.comspring.lifecycle.UserControl;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
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

	/** What a service control manager puts last on the command line. */
	private static final String EMBEDDING = "-Embedding";

	@Bean
	@ConditionalOnMissingBean
	ServerLaunch comServerLaunch(ObjectProvider<ApplicationArguments> arguments, ComProperties properties) {
		ApplicationArguments given = arguments.getIfAvailable();
		if (given == null || Arrays.stream(given.getSourceArgs()).noneMatch(EMBEDDING::equalsIgnoreCase)) {
			return ServerLaunch.BY_USER;
		}
		String endpoint = properties.scm().endpoint();
		if (endpoint == null) {
			logger.info("Started with " + EMBEDDING
					+ ", but not by a service control manager, as comspring.scm.endpoint "
					+ "is not set: this process serves no clients in other processes, and runs until its user ends it");
			return ServerLaunch.BY_USER;
		}
		return ServerLaunch.by(parse(endpoint), System.in);
	}

	private static Endpoint parse(String endpoint) {
		try {
			return Endpoint.parse(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidComPropertyException("comspring.scm.endpoint", endpoint, "is no endpoint",
					"Do not set it: the service control manager does for the processes that it starts",
					"Use unix: and the absolute path of its socket");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	SocketDirectory comSocketDirectory() {
		return new SocketDirectory();
	}

	@Bean
	@ConditionalOnMissingBean
	ObjectRpc comObjectRpc(ComProperties properties, SocketDirectory sockets, ServerLaunch launch,
			ActivationGuard guard, ObjectProvider<CallExtension> extensions, LeakDetector leakDetector) {
		Supplier<Endpoint> place = () -> launch.endpointBeside(sockets);
		return new ObjectRpc(settings(properties.rpc()), place, launch.secret(), guard,
				extensions.orderedStream().toList(), new RemoteInstanceCreator(leakDetector), leakDetector);
	}

	private static OrpcSettings settings(ComProperties.Rpc rpc) {
		RpcLimits defaults = RpcLimits.DEFAULT;
		RpcLimits limits = new RpcLimits(rpc.maxConnections(), defaults.fragmentSize(), rpc.maxFragments(),
				Math.toIntExact(rpc.maxMessageSize().toBytes()), rpc.bindTimeout(), rpc.idleTimeout(),
				defaults.closeTime());
		return new OrpcSettings(limits, rpc.callTimeout());
	}

	@Bean
	@ConditionalOnMissingBean(ServerLauncher.class)
	ProcessLauncher comServerLauncher() {
		return new ProcessLauncher();
	}

	@Bean
	@ConditionalOnMissingBean(SurrogatePrograms.class)
	BuiltInSurrogate comSurrogatePrograms(SearchPath searchPath) {
		return new BuiltInSurrogate(searchPath, new RuntimeClasses());
	}

	@Bean
	@ConditionalOnMissingBean
	ServerControl comServerControl(ClassTable classTable, ObjectRpc rpc, LeakDetector leakDetector) {
		return new LocalServerProcess(classTable, rpc, new RemoteInstanceCreator(leakDetector));
	}

	@Bean
	@ConditionalOnMissingBean
	Scm comServiceControlManager(ObjectRpc rpc, ServerControl own, ComRegistry registry, ActivationGuard guard,
			ServerLauncher launcher, SurrogatePrograms surrogates, ServerLaunch launch, ComProperties properties) {
		Endpoint launchedBy = launch.scm();
		if (launchedBy != null) {
			return new RemoteScm(rpc, launchedBy,
					properties.scm().launchTimeout().plus(properties.rpc().callTimeout()));
		}
		return new ServiceControlManager(rpc, own, registry, guard, launcher, surrogates,
				new ScmSettings(properties.scm().launchTimeout(), properties.scm().shutdownTimeout()));
	}

	@Bean
	@ConditionalOnMissingBean
	ServerReference comServerReference(ClassTable classTable, ObjectRpc rpc, ServerControl control, ServerLaunch launch,
			ComProperties properties, ConfigurableApplicationContext context) {
		Endpoint scm = launch.scm();
		String secret = launch.secret();
		if (scm == null || secret == null) {
			return new UserControl(classTable);
		}
		return new LaunchedServer(classTable, () -> ScmLink.open(rpc, scm, secret, control, classTable),
				properties.scm().launchTimeout(), properties.server().idleTimeout(),
				() -> System.exit(SpringApplication.exit(context)));
	}

}
