package io.github.comspring.security;

import io.github.comspring.Activation;

import org.springframework.security.authorization.AuthorizationResult;

/**
 * A refusal in words.
 */
final class Refusal {

	private Refusal() {
	}

	/**
	 * Says who may not do what, and by which rule.
	 * @param client the name of the client
	 * @param activation what the client wants
	 * @param answer the answer of the policy
	 * @return a phrase without a full stop
	 */
	static String describe(String client, Activation activation, AuthorizationResult answer) {
		return client + " may not " + describe(activation) + ": " + rule(answer);
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
