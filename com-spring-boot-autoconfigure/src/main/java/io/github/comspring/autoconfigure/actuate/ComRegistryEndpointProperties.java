package io.github.comspring.autoconfigure.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the endpoint that shows the registry.
 *
 * @param showValues when to show unsanitized values
 * @param roles roles that may see unsanitized values when they are shown to authorized
 * users; when empty, all authenticated users may
 */
@ConfigurationProperties("management.endpoint.comregistry")
record ComRegistryEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {
}
