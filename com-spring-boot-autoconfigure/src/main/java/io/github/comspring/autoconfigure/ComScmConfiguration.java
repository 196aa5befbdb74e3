package io.github.comspring.autoconfigure;

import java.time.Duration;

import io.github.comspring.ActivationGuard;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.core.scm.server.HostLink;
import io.github.comspring.core.scm.server.Patience;
import io.github.comspring.core.scm.server.ScmLink;
import io.github.comspring.core.scm.server.ServerLifetime;
import io.github.comspring.lifecycle.LaunchedServer;
import io.github.comspring.lifecycle.LinkedServer;
import io.github.comspring.lifecycle.PreparedApplications;
import io.github.comspring.lifecycle.ScmHost;
import io.github.comspring.lifecycle.ServerLaunch;
import io.github.comspring.lifecycle.ServerReference;
import io.github.comspring.lifecycle.UserControl;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The service control manager, here or in another process, and this process as a server
 * that registers there.
 */
@Configuration(proxyBeanMethods = false)
class ComScmConfiguration {

	private static final Log logger = LogFactory.getLog(ComScmConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Scm comServiceControlManager(ObjectRpc rpc, ServerControl own, ComRegistry registry, ActivationGuard guard,
			ServerLauncher launcher, SurrogatePrograms surrogates, ScmPlace place, ComProperties properties) {
		Endpoint elsewhere = place.isHost() ? null : place.endpoint();
		if (elsewhere != null) {
			return new RemoteScm(rpc, elsewhere, properties.scm().launchTimeout().plus(properties.rpc().callTimeout()));
		}
		return new ServiceControlManager(rpc, own, registry, guard, launcher, surrogates,
				new ScmSettings(properties.scm().launchTimeout(), properties.scm().shutdownTimeout(),
						properties.scm().inquiryTimeout(), place.isHost()));
	}

	@Bean
	SurroundingsCheck comSurroundingsCheck(ComProperties properties, ScmPlace scm,
			ConfigurableApplicationContext context) {
		return new SurroundingsCheck(properties, scm, Surroundings.ofThisProcess(), context);
	}

	@Bean
	@ConditionalOnMissingBean
	PreparedApplications comPreparedApplications(@Qualifier("comApplicationHive") Hive declared, Scm scm) {
		return new PreparedApplications(declared, scm);
	}

	@Bean
	@ConditionalOnMissingBean
	ServerReference comServerReference(ClassTable classTable, ObjectRpc rpc, ServerControl control, ServerLaunch launch,
			ScmPlace place, ComProperties properties, ConfigurableApplicationContext context) {
		Endpoint scm = place.endpoint();
		String secret = launch.secret();
		if (scm == null) {
			return new UserControl(classTable);
		}
		if (place.isHost()) {
			return new ScmHost(new UserControl(classTable), rpc, scm);
		}
		if (secret == null) {
			HostLink link = new HostLink(rpc, scm, "", control, classTable, new Patience(null, System::nanoTime));
			return new LinkedServer(new UserControl(classTable), link);
		}
		if (!launch.isHosted()) {
			return new LaunchedServer(() -> ScmLink.open(rpc, scm, secret, control, classTable),
					lifetime(classTable, rpc, properties, context));
		}
		HostLink link = new HostLink(rpc, scm, secret, control, classTable,
				new Patience(properties.server().scmTimeout(), System::nanoTime));
		return new LinkedServer(new LaunchedServer(link::open, lifetime(classTable, rpc, properties, context)), link);
	}

	private static ServerLifetime lifetime(ClassTable classTable, ObjectRpc rpc, ComProperties properties,
			ConfigurableApplicationContext context) {
		Duration idleTimeout = properties.server().idleTimeout();
		return new ServerLifetime(classTable, rpc, properties.scm().launchTimeout(), idleTimeout, () -> {
			logger.info("No client has needed this server for " + idleTimeout.toSeconds() + " s: it ends");
			System.exit(SpringApplication.exit(context));
		});
	}

}
