package io.github.comspring.autoconfigure.security;

import io.github.comspring.security.ActivationAuditListener;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Audits refused activations where Spring Boot audits authorizations, under the same
 * conditions.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(AbstractAuthorizationAuditListener.class)
@ConditionalOnBean(AuditEventRepository.class)
@ConditionalOnBooleanProperty(name = "management.auditevents.enabled", matchIfMissing = true)
class ActivationAuditConfiguration {

	@Bean
	@ConditionalOnMissingBean(AbstractAuthorizationAuditListener.class)
	ActivationAuditListener activationAuditListener() {
		return new ActivationAuditListener();
	}

}
