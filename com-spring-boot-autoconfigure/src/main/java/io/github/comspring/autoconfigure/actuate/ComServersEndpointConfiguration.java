package io.github.comspring.autoconfigure.actuate;

import io.github.comspring.actuate.ComServersEndpoint;
import io.github.comspring.core.scm.protocol.Scm;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The endpoint that shows server processes.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(ComServersEndpoint.class)
@ConditionalOnBean(Scm.class)
class ComServersEndpointConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ComServersEndpoint comServersEndpoint(Scm scm) {
		return new ComServersEndpoint(scm);
	}

}
