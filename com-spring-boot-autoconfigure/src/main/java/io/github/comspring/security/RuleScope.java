package io.github.comspring.security;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import org.jspecify.annotations.Nullable;

/**
 * The questions that a rule answers.
 *
 * @param classes the classes asked for
 * @param contexts where the class would run, or {@code null} for everywhere
 * @param origins where the client is, empty for everywhere
 * @param rights the rights asked for, empty for any
 */
record RuleScope(ClassSelector classes, @Nullable ClassContext contexts, Set<Origin> origins, Set<Right> rights) {

	/**
	 * Tells whether the rule is about a client's request, whatever the right.
	 * @param activation the request
	 * @return whether class, origin and contexts are those of the rule
	 */
	boolean includes(Activation activation) {
		return (this.origins.isEmpty() || this.origins.contains(activation.origin()))
				&& (this.contexts == null || this.contexts.intersects(activation.context()))
				&& this.classes.predicate().test(activation.coClass());
	}

	/**
	 * Tells whether the rule is about a right, by name or because it names none.
	 * @param right the right
	 * @return whether it is
	 */
	boolean covers(Right right) {
		return this.rights.isEmpty() || names(right);
	}

	/**
	 * Tells whether the rule is about a right by name.
	 * @param right the right
	 * @return whether it is
	 */
	boolean names(Right right) {
		return this.rights.contains(right);
	}

	/**
	 * Returns the sentence that gives the rights to some clients.
	 * @param who the clients, the subject of the sentence
	 * @return the sentence, without a full stop
	 */
	String sentence(String who) {
		String where = (this.contexts != null) ? " in " + this.contexts : "";
		return this.classes.description() + where + describeOrigins() + ": " + who + " may " + describeRights();
	}

	private String describeOrigins() {
		if (this.origins.isEmpty()) {
			return "";
		}
		return this.origins.stream().sorted().map(RuleScope::describe).collect(Collectors.joining(" or ", " ", ""));
	}

	private static String describe(Origin origin) {
		return switch (origin) {
			case IN_PROCESS -> "in process";
			case LOCAL -> "from local";
			case REMOTE -> "from remote";
		};
	}

	private String describeRights() {
		if (this.rights.isEmpty()) {
			return "launch, activate or access";
		}
		return this.rights.stream()
			.sorted()
			.map((right) -> right.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(" or "));
	}

}
