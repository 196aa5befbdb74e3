package io.github.comspring.autoconfigure.security;

import io.github.comspring.security.SecurityCallExtension;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * The identity that travels with calls between processes, whether activations are checked
 * or not.
 */
@Configuration(proxyBeanMethods = false)
class CallIdentityConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SecurityCallExtension comSecurityCallExtension(ObjectProvider<SecurityContextHolderStrategy> securityContexts) {
		return new SecurityCallExtension(securityContexts.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

}
