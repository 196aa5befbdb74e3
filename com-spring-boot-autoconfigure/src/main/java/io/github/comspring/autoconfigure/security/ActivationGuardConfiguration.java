package io.github.comspring.autoconfigure.security;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.autoconfigure.security.ComSecurityProperties.Remote;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.security.ActivationCeiling;
import io.github.comspring.security.ActivationPolicy;
import io.github.comspring.security.SpringSecurityActivationGuard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * The guard with the policy that it asks, under the ceilings.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "comspring.security.enabled", matchIfMissing = true)
class ActivationGuardConfiguration {

	private static final Log logger = LogFactory.getLog(ActivationGuardConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.anyClass().inProcess().permitAll();
		policy.anyClass().fromLocal().mayActivate().mayAccess().sameUser();
		logger.info("No AuthorizationManager<Activation> bean: this application may launch, activate and access "
				+ "every class, other processes of its operating-system user may activate and access, "
				+ "and nobody may from another machine");
		return policy.build();
	}

	@Bean
	@ConditionalOnMissingBean
	ActivationGuard activationGuard(ApplicationContext context, ComSecurityProperties properties,
			ObjectProvider<ActivationCeiling> ceilings, ObjectProvider<PolicyObservation> observation,
			ObjectProvider<AuthorizationEventPublisher> events,
			ObjectProvider<SecurityContextHolderStrategy> securityContexts) {
		AuthorizationManager<Activation> policy = policy(context);
		for (ActivationCeiling ceiling : ceilings) {
			policy = ceiling.over(policy);
		}
		if (properties.remote() == Remote.DENY) {
			policy = ActivationCeiling.local().over(policy);
		}
		return new SpringSecurityActivationGuard(
				observation.getIfAvailable(() -> (unobserved) -> unobserved).observe(policy),
				events.getIfAvailable(() -> new SpringAuthorizationEventPublisher(context)),
				securityContexts.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	@Bean
	@ConditionalOnMissingBean
	CallContext comCallContext(ObjectProvider<SecurityContextHolderStrategy> securityContexts) {
		SecurityContextHolderStrategy strategy = securityContexts
			.getIfUnique(SecurityContextHolder::getContextHolderStrategy);
		return (call) -> {
			DelegatingSecurityContextRunnable carrying = new DelegatingSecurityContextRunnable(call,
					strategy.getContext());
			carrying.setSecurityContextHolderStrategy(strategy);
			return carrying;
		};
	}

	/**
	 * Returns the one policy. Of two policies a method parameter would silently get the
	 * one that has its name.
	 */
	private static AuthorizationManager<Activation> policy(ApplicationContext context) {
		return context
			.<AuthorizationManager<Activation>>getBeanProvider(
					ResolvableType.forClassWithGenerics(AuthorizationManager.class, Activation.class))
			.getObject();
	}

}
