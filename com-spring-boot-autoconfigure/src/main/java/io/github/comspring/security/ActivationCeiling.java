package io.github.comspring.security;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * A limit that no policy exceeds ({@code MachineLaunchRestriction},
 * {@code MachineAccessRestriction}): what it refuses is refused before the policy is
 * asked, what it grants the policy decides. All ceilings of the application hold at once.
 */
public final class ActivationCeiling {

	private final AuthorizationManager<Activation> limit;

	/**
	 * Creates a ceiling.
	 * @param limit grants what the policy may grant, for example an
	 * {@link ActivationPolicy}; refuses if it answers {@code null}
	 */
	public ActivationCeiling(AuthorizationManager<Activation> limit) {
		this.limit = limit;
	}

	/**
	 * Refuses clients on other machines whatever the policy says.
	 * @return the ceiling
	 */
	public static ActivationCeiling local() {
		PolicyDecision granted = new PolicyDecision(true, "clients of this machine are left to the policy");
		PolicyDecision denied = new PolicyDecision(false,
				"this machine serves no clients of other machines, set comspring.security.remote=policy to let the policy decide");
		return new ActivationCeiling((client, activation) -> (activation.origin() == Origin.REMOTE) ? denied : granted);
	}

	/**
	 * Puts the ceiling over a policy.
	 * @param policy the policy
	 * @return what asks the policy only within the limit
	 */
	public AuthorizationManager<Activation> over(AuthorizationManager<Activation> policy) {
		return (client, activation) -> {
			AuthorizationResult limited = this.limit.authorize(client, activation);
			return (limited != null && limited.isGranted()) ? policy.authorize(client, activation) : refusal(limited);
		};
	}

	private static PolicyDecision refusal(@Nullable AuthorizationResult limited) {
		String rule = (limited != null) ? PolicyRefusal.rule(limited) : "it did not answer";
		return new PolicyDecision(false, "the ceiling of this machine: " + rule);
	}

}
