package io.github.comspring.autoconfigure.actuate;

import java.util.List;

import io.github.comspring.actuate.ComRegistryEndpoint;
import io.github.comspring.actuate.ComRegistryEndpointWebExtension;
import io.github.comspring.core.registry.Hive;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The endpoint that shows the registry.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnAvailableEndpoint(ComRegistryEndpoint.class)
@EnableConfigurationProperties(ComRegistryEndpointProperties.class)
class ComRegistryEndpointConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ComRegistryEndpoint comRegistryEndpoint(@Qualifier("comUserHive") Hive user,
			@Qualifier("comMachineHive") Hive machine, @Qualifier("comApplicationHive") Hive application,
			ObjectProvider<SanitizingFunction> sanitizingFunctions, ComRegistryEndpointProperties properties) {
		return new ComRegistryEndpoint(List.of(user, machine, application),
				sanitizingFunctions.orderedStream().toList(), properties.showValues());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ComRegistryEndpointWebExtension comRegistryEndpointWebExtension(ComRegistryEndpoint endpoint,
			ComRegistryEndpointProperties properties) {
		return new ComRegistryEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

}
