package io.github.comspring.autoconfigure;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComPropertiesBinding;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.activation.OwnClasses;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.protocol.Scm;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for COM: the activator and all that
 * it stands on.
 */
@AutoConfiguration(afterName = "io.github.comspring.autoconfigure.security.ComSecurityAutoConfiguration")
@ConditionalOnBooleanProperty(name = "comspring.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ComProperties.class)
@Import({ ComRegistryConfiguration.class, ComModulesConfiguration.class, ComProcessesConfiguration.class,
		ComScmConfiguration.class, ComBeansConfiguration.class })
public final class ComAutoConfiguration {

	private static final Log logger = LogFactory.getLog(ComAutoConfiguration.class);

	@Bean
	static ComPropertiesBinding comPropertiesBinding(ConfigurableEnvironment environment) {
		return new ComPropertiesBinding(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	ActivationGuard activationGuard() {
		logger.info("There is no activation policy: all code of this application may activate every class");
		return ActivationGuard.NONE;
	}

	@Bean
	@ConditionalOnMissingBean
	LeakDetector comLeakDetector(ComProperties properties) {
		return new LeakDetector(properties.leakDetection().sampleRate());
	}

	@Bean
	@ConditionalOnMissingBean
	ClassTable comClassTable(ActivationGuard guard) {
		return new ClassTable(guard);
	}

	@Bean
	@ConditionalOnMissingBean
	Activator comActivator(ComRegistry registry, ClassTable classTable, OwnClasses own, InProcessServers modules,
			Scm scm, ObjectRpc rpc, LeakDetector leakDetector) {
		return new DefaultActivator(registry, classTable, own, modules, scm, rpc, leakDetector);
	}

}
