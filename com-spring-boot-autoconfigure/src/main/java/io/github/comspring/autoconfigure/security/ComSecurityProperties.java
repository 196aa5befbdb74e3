package io.github.comspring.autoconfigure.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the guard of activations.
 *
 * @param enabled whether activations are checked against a policy
 * @param remote what clients on other machines may have, whatever the policy says
 */
@ConfigurationProperties(prefix = "comspring.security", ignoreUnknownFields = false)
record ComSecurityProperties(@DefaultValue("true") boolean enabled, @DefaultValue("deny") Remote remote) {

	/**
	 * What clients on other machines may have.
	 */
	enum Remote {

		/** Nothing. */
		DENY,

		/** What the policy grants them. */
		POLICY

	}

}
