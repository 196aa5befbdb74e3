package io.github.comspring.security;

import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Admits the code of this application, and of the one that has launched it, where it acts
 * for no user.
 */
final class LocalProcess implements AuthorizationManager<Activation> {

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			Activation activation) {
		return new AuthorizationDecision(activation.origin() != Origin.REMOTE
				&& authentication.get() instanceof ProcessAuthentication process && process.isOwn());
	}

}
