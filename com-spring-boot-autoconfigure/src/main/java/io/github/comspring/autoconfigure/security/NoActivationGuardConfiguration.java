package io.github.comspring.autoconfigure.security;

import io.github.comspring.ActivationGuard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * No guard, for those who ask for none.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "comspring.security.enabled", havingValue = false)
class NoActivationGuardConfiguration {

	private static final Log logger = LogFactory.getLog(NoActivationGuardConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	ActivationGuard activationGuard() {
		logger.warn("Activations are not checked, since comspring.security.enabled is false: "
				+ "everybody may have every class, whatever policy there is");
		return ActivationGuard.NONE;
	}

}
