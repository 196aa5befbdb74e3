package io.github.comspring.autoconfigure.security;

import io.github.comspring.Activation;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.security.access.hierarchicalroles.NullRoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the guard of activations.
 */
@AutoConfiguration(
		beforeName = { "io.github.comspring.autoconfigure.ComAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration" },
		afterName = { "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(AuthorizationManager.class)
@EnableConfigurationProperties(ComSecurityProperties.class)
@Import({ PolicyObservationConfiguration.class, ActivationAuditConfiguration.class, ActivationGuardConfiguration.class,
		NoActivationGuardConfiguration.class, CallIdentityConfiguration.class, ReactiveSecurityConfiguration.class })
public final class ComSecurityAutoConfiguration {

	@Bean
	@Scope("prototype")
	@ConditionalOnMissingBean
	ActivationPolicy.Builder activationPolicyBuilder(ObjectProvider<AuthorizationManagerFactory<Activation>> own,
			ObjectProvider<AuthorizationManagerFactory<Object>> general, ObjectProvider<RoleHierarchy> roles) {
		AuthorizationManagerFactory<Activation> specific = own.getIfAvailable();
		return (specific != null) ? ActivationPolicy.builder(specific)
				: ActivationPolicy.builder(general.getIfAvailable(() -> defaultFactory(roles)));
	}

	private static AuthorizationManagerFactory<Object> defaultFactory(ObjectProvider<RoleHierarchy> roles) {
		DefaultAuthorizationManagerFactory<Object> factory = new DefaultAuthorizationManagerFactory<>();
		factory.setRoleHierarchy(roles.getIfAvailable(NullRoleHierarchy::new));
		return factory;
	}

}
