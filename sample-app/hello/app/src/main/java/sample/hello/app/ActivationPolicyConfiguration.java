package sample.hello.app;

import io.github.comspring.Activation;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * Who may have a greeter.
 */
@Configuration(proxyBeanMethods = false)
class ActivationPolicyConfiguration {

	@Bean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.anyClass().localProcess();
		policy.classes("Hello.*").hasRole("GUEST");
		return policy.build();
	}

}
