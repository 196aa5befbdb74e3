package io.github.comspring.security;

import org.springframework.security.authorization.AuthorizationResult;

/**
 * What a policy answered, and why.
 *
 * @param granted whether the client may
 * @param rule the sentence that decided
 */
public record PolicyDecision(boolean granted, String rule) implements AuthorizationResult {

	@Override
	public boolean isGranted() {
		return this.granted;
	}

}
