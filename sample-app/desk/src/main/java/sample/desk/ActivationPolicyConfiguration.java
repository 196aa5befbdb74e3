package sample.desk;

import io.github.comspring.Activation;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * Who may have a rasterizer.
 */
@Configuration(proxyBeanMethods = false)
class ActivationPolicyConfiguration {

	@Bean
	AuthorizationManager<Activation> activationPolicy(ActivationPolicy.Builder policy) {
		policy.classes("Desk.*").mayLaunch().hasRole("DESK");
		policy.classes("Desk.*").mayActivate().hasRole("DESK");
		return policy.build();
	}

	/**
	 * Keeps the denials, which is what makes Actuator record them.
	 */
	@Bean
	AuditEventRepository auditEvents() {
		return new InMemoryAuditEventRepository();
	}

}
