package io.github.comspring.autoconfigure.actuate;

import io.github.comspring.core.classtable.ClassTable;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoints that show classes,
 * the registry and server processes.
 */
@AutoConfiguration(afterName = "io.github.comspring.autoconfigure.ComAutoConfiguration")
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(ClassTable.class)
@Import({ ComClassesEndpointConfiguration.class, ComRegistryEndpointConfiguration.class,
		ComServersEndpointConfiguration.class })
public final class ComEndpointsAutoConfiguration {

}
