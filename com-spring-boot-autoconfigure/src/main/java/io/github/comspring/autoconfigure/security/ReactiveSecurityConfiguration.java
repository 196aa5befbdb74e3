package io.github.comspring.autoconfigure.security;

import io.github.comspring.security.RefusalWebFilter;
import io.github.comspring.security.SecurityContextWebFilter;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/**
 * What WebFlux needs so that users and refusals go through it as they go through
 * servlets.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ Mono.class, WebFilter.class })
@ConditionalOnWebApplication(type = Type.REACTIVE)
class ReactiveSecurityConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RefusalWebFilter comRefusalWebFilter() {
		return new RefusalWebFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	SecurityContextWebFilter comSecurityContextWebFilter() {
		return new SecurityContextWebFilter();
	}

}
