package io.github.comspring.security;

import java.util.Set;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * One line of a policy: for some classes, who has some rights. Its text is a sentence.
 * Both of its answers are made once, since activations ask often.
 */
final class ActivationRule {

	/** The rule that stands behind the last one of every policy. */
	static final ActivationRule NONE = new ActivationRule(new RuleScope(ClassSelector.any(), null, Set.of(), Set.of()),
			(client, activation) -> null, "no rule of the policy grants it");

	private final RuleScope scope;

	private final AuthorizationManager<? super Activation> manager;

	private final PolicyDecision granted;

	private final PolicyDecision denied;

	/** Decides what this rule does not grant. */
	private final @Nullable ActivationRule next;

	/**
	 * Creates a rule.
	 * @param scope the questions that the rule answers
	 * @param manager tells whether a client has the rights
	 * @param sentence the rule in words
	 */
	ActivationRule(RuleScope scope, AuthorizationManager<? super Activation> manager, String sentence) {
		this(scope, manager, sentence, null);
	}

	private ActivationRule(RuleScope scope, AuthorizationManager<? super Activation> manager, String sentence,
			@Nullable ActivationRule next) {
		this.next = next;
		this.scope = scope;
		this.manager = manager;
		this.granted = new PolicyDecision(true, sentence);
		this.denied = new PolicyDecision(false, sentence);
	}

	/**
	 * Returns the questions that the rule answers.
	 * @return the scope
	 */
	RuleScope scope() {
		return this.scope;
	}

	/**
	 * Tells whether the rule is about the application itself, and says nothing of users.
	 * @return whether it is
	 */
	boolean isAboutLocalProcess() {
		return this.manager instanceof LocalProcess;
	}

	/**
	 * Leaves what this rule does not grant to another one.
	 * @param other the other rule
	 * @return the rule for both
	 */
	ActivationRule orElse(ActivationRule other) {
		return new ActivationRule(this.scope, this.manager, toString(), other);
	}

	/**
	 * Answers a question.
	 * @param client the client
	 * @param activation the question
	 * @return the answer, a refusal if the rule's manager abstains
	 */
	PolicyDecision decide(Supplier<? extends @Nullable Authentication> client, Activation activation) {
		AuthorizationResult result = this.manager.authorize(client, activation);
		if (result != null && result.isGranted()) {
			return this.granted;
		}
		return (this.next != null) ? this.next.decide(client, activation) : this.denied;
	}

	@Override
	public String toString() {
		return this.granted.rule();
	}

}
