package io.github.comspring.security;

import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Admits code of this process, and the processes on this machine that run as the same
 * operating-system user or know the secret that this process was launched with. Where the
 * kernel does not tell the user, the secret alone counts.
 *
 * @param user the user that this process runs as
 */
record SameUser(OwnUser user) implements AuthorizationManager<Activation> {

	/**
	 * Returns the check for the user that this process runs as.
	 * @return the check
	 */
	static SameUser ofThisProcess() {
		return new SameUser(OwnUser.ofThisProcess());
	}

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			Activation activation) {
		return new AuthorizationDecision(switch (activation.origin()) {
			case IN_PROCESS -> true;
			case LOCAL -> isOurs(Caller.current());
			case REMOTE -> false;
		});
	}

	private boolean isOurs(@Nullable Caller caller) {
		return caller != null && caller.peer().origin() == Origin.LOCAL
				&& (caller.trusted() || this.user.runs(caller.peer()));
	}

}
