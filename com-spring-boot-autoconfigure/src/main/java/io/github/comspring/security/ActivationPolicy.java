package io.github.comspring.security;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Right;
import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * A list of rules about who may launch, activate and access which classes. For each right
 * the first rule that matches decides; what no rule grants is refused; so is what a
 * rule's own manager abstains from. Only rules about the
 * {@linkplain RuleBuilder#localProcess() application itself} let those behind them decide
 * about everybody else.
 * <p>
 * Who may be given a pointer may call through it: as long as no rule that matches a
 * request names {@link RuleBuilder#mayAccess() access}, the question {@link Right#ACCESS}
 * is answered as {@link Right#ACTIVATE} would be. Immutable, and safe from any thread.
 */
public final class ActivationPolicy implements AuthorizationManager<Activation> {

	private final List<ActivationRule> rules;

	private final RuleCache cache = new RuleCache(this::search);

	private ActivationPolicy(List<ActivationRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Starts a policy with Spring Security's own notion of roles. In an application,
	 * inject the {@link Builder} instead, which follows the application's role hierarchy.
	 * @return a builder without rules
	 */
	public static Builder builder() {
		return builder(new DefaultAuthorizationManagerFactory<Activation>());
	}

	/**
	 * Starts a policy.
	 * @param factory says what roles and authorities mean
	 * @return a builder without rules
	 */
	public static Builder builder(AuthorizationManagerFactory<? super Activation> factory) {
		return new Builder(factory);
	}

	@Override
	public PolicyDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			Activation activation) {
		return this.cache.find(activation).decide(authentication, activation);
	}

	private ActivationRule search(Activation activation) {
		List<ActivationRule> matching = this.rules.stream()
			.filter((rule) -> rule.scope().includes(activation))
			.toList();
		boolean named = matching.stream().anyMatch((rule) -> rule.scope().names(activation.right()));
		Right right = (activation.right() == Right.ACCESS && !named) ? Right.ACTIVATE : activation.right();
		return first(matching.stream().filter((rule) -> rule.scope().covers(right)).iterator());
	}

	private static ActivationRule first(Iterator<ActivationRule> matching) {
		if (!matching.hasNext()) {
			return ActivationRule.NONE;
		}
		ActivationRule rule = matching.next();
		return rule.isAboutLocalProcess() ? rule.orElse(first(matching)) : rule;
	}

	/**
	 * Returns the rules, one a line, in their order.
	 */
	@Override
	public String toString() {
		return String.join("\n", this.rules.stream().map(ActivationRule::toString).toList());
	}

	/**
	 * Writes a policy down, a rule a statement. Each rule starts with the classes it is
	 * about and ends with who has the rights.
	 */
	public static final class Builder {

		private final AuthorizationManagerFactory<? super Activation> factory;

		private final List<ActivationRule> rules = new ArrayList<>();

		private @Nullable RuleBuilder unfinished;

		private Builder(AuthorizationManagerFactory<? super Activation> factory) {
			this.factory = factory;
		}

		/**
		 * Starts a rule for classes by their ProgID, whether it is written with its
		 * version or without. A class is known by the ProgID that its server has for it,
		 * however the client asked; a class whose server knows no ProgID has to be named
		 * by its {@link #classes(Clsid...) CLSID}.
		 * @param pattern a ProgID in any case, in which {@code *} stands for any
		 * characters
		 * @return the rule, to be finished
		 * @throws IllegalArgumentException if no ProgID could match the pattern
		 */
		public RuleBuilder classes(String pattern) {
			return start(ClassSelector.named(pattern));
		}

		/**
		 * Starts a rule for classes by their ids.
		 * @param clsids the class ids, at least one
		 * @return the rule, to be finished
		 */
		public RuleBuilder classes(Clsid... clsids) {
			return start(ClassSelector.of(clsids));
		}

		/**
		 * Starts a rule for the classes of an application.
		 * @param appId the text of the AppID, with or without its braces
		 * @return the rule, to be finished
		 * @throws io.github.comspring.ComException {@code CO_E_CLASSSTRING} if the text
		 * is not a GUID
		 */
		public RuleBuilder application(String appId) {
			return application(AppId.of(appId));
		}

		/**
		 * Starts a rule for the classes of an application.
		 * @param appId the application
		 * @return the rule, to be finished
		 */
		public RuleBuilder application(AppId appId) {
			return start(ClassSelector.of(appId));
		}

		/**
		 * Starts a rule for every class.
		 * @return the rule, to be finished
		 */
		public RuleBuilder anyClass() {
			return start(ClassSelector.any());
		}

		/**
		 * Makes the policy of the rules written so far.
		 * @return the policy
		 * @throws IllegalStateException if the last rule does not say who
		 */
		public ActivationPolicy build() {
			requireFinished();
			return new ActivationPolicy(this.rules);
		}

		/**
		 * Takes a rule that now says who.
		 * @param source the rule's builder
		 * @param rule the rule
		 * @return this
		 */
		Builder finish(RuleBuilder source, ActivationRule rule) {
			Assert.state(this.unfinished == source, () -> "This rule was finished before: " + rule);
			this.unfinished = null;
			this.rules.add(rule);
			return this;
		}

		private RuleBuilder start(ClassSelector classes) {
			requireFinished();
			this.unfinished = new RuleBuilder(this, this.factory, classes);
			return this.unfinished;
		}

		private void requireFinished() {
			Assert.state(this.unfinished == null, () -> "The rule for " + this.unfinished
					+ " does not say who may: end it with hasRole(..), authenticated(), denyAll() or the like");
		}

	}

}
