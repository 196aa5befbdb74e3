package io.github.comspring.place.served;

import io.github.comspring.Activation;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * Lets the applications of the same user launch the servers of a host.
 */
@Configuration(proxyBeanMethods = false)
public class HostPolicy {

	@Bean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.anyClass().fromLocal().mayLaunch().sameUser();
		policy.anyClass().fromLocal().mayActivate().sameUser();
		return policy.build();
	}

}
