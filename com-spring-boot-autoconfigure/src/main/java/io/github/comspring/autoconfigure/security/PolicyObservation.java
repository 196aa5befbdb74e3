package io.github.comspring.autoconfigure.security;

import io.github.comspring.Activation;

import org.springframework.security.authorization.AuthorizationManager;

/**
 * Observes the answers of a policy, where the application observes authorizations.
 */
@FunctionalInterface
interface PolicyObservation {

	/**
	 * Observes a policy.
	 * @param policy the policy
	 * @return a policy with the same answers
	 */
	AuthorizationManager<Activation> observe(AuthorizationManager<Activation> policy);

}
