package io.github.comspring.autoconfigure.security;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.ObservationAuthorizationManager;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Observes the policy as Spring Security observes its own authorizations, and under the
 * same settings.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ ObservationRegistry.class, SecurityObservationSettings.class })
@ConditionalOnBean(ObservationRegistry.class)
class PolicyObservationConfiguration {

	@Bean
	PolicyObservation policyObservation(ObservationRegistry registry,
			ObjectProvider<SecurityObservationSettings> settings) {
		boolean observed = !registry.isNoop()
				&& settings.getIfUnique(() -> SecurityObservationSettings.withDefaults().build())
					.shouldObserveAuthorizations();
		return (policy) -> observed ? new ObservationAuthorizationManager<>(registry, policy) : policy;
	}

}
