package io.github.comspring.security;

import io.github.comspring.Activation;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * A refusal in words.
 */
final class PolicyRefusal {

	private static final String NOBODY = ". No user was on its thread: hand the SecurityContext over to threads that work"
			+ " for a user (DelegatingSecurityContextExecutor, ContextSnapshot), or admit the application itself by a rule"
			+ " that ends with localProcess()";

	private PolicyRefusal() {
	}

	/**
	 * Says who may not do what, and by which rule.
	 * @param client the client
	 * @param activation what the client wants
	 * @param answer the answer of the policy
	 * @return a phrase without a full stop
	 */
	static String describe(Authentication client, Activation activation, AuthorizationResult answer) {
		boolean nobody = client instanceof ProcessAuthentication process && process.isOwn();
		String subject = nobody ? "The application itself (" + client.getName() + ")" : client.getName();
		return subject + " may not " + describe(activation) + ": " + rule(answer) + (nobody ? NOBODY : "");
	}

	/**
	 * Returns what stands behind a refusal: what Spring Security answers a user's request
	 * with, but only if it is the user who is refused.
	 * @param client the client
	 * @param detail the refusal in words
	 * @param answer the answer of the policy
	 * @param thrown what the policy threw, or {@code null}
	 * @return the cause
	 */
	static RuntimeException cause(Authentication client, String detail, AuthorizationResult answer,
			@Nullable RuntimeException thrown) {
		if (client instanceof ProcessAuthentication) {
			ProcessRefusedException refused = new ProcessRefusedException(null);
			if (thrown != null) {
				refused.addSuppressed(thrown);
			}
			return refused;
		}
		return (thrown != null) ? thrown : new AuthorizationDeniedException(detail, answer);
	}

	/**
	 * Returns the sentence that decided.
	 * @param answer the answer of the policy
	 * @return the rule, or what else the answer says of itself
	 */
	static String rule(AuthorizationResult answer) {
		return (answer instanceof PolicyDecision decision) ? decision.rule() : answer.toString();
	}

	private static String describe(Activation activation) {
		String where = switch (activation.origin()) {
			case IN_PROCESS -> " in this process";
			case LOCAL -> " from another process";
			case REMOTE -> " from another machine";
		};
		return describeAction(activation) + activation.coClass() + where;
	}

	private static String describeAction(Activation activation) {
		return switch (activation.right()) {
			case LAUNCH -> "launch ";
			case ACTIVATE -> "activate ";
			case ACCESS -> (activation.method() != null) ? "call " + activation.method() + " of " : "access ";
		};
	}

}
