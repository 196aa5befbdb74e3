package io.github.comspring.actuate;

import java.util.Set;

import io.github.comspring.actuate.ComRegistryEndpoint.ComRegistryDescriptor;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link ComRegistryEndpoint}:
 * shows values to those who may see them.
 */
@EndpointWebExtension(endpoint = ComRegistryEndpoint.class)
public class ComRegistryEndpointWebExtension {

	private final ComRegistryEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Creates an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show values
	 * @param roles who may see them when they are shown to those who may; empty for
	 * everyone who is authenticated
	 */
	public ComRegistryEndpointWebExtension(ComRegistryEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Returns the whole registry.
	 * @param securityContext who asks
	 * @return the keys below the root
	 */
	@ReadOperation
	public ComRegistryDescriptor comRegistry(SecurityContext securityContext) {
		return this.delegate.comRegistry(this.showValues.isShown(securityContext, this.roles));
	}

}
