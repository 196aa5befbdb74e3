package io.github.comspring.security;

import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.place.OwnUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Asks a policy whether the client that the security context of the thread names may do
 * what it wants. A thread without an identity is this {@link ProcessAuthentication
 * process}. Only a grant lets a client pass: a refusal, no answer and a failure of the
 * policy all stop it. Safe from any thread.
 */
public final class SpringSecurityActivationGuard implements ActivationGuard {

	/** A client that has not logged in. */
	static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("comspring", "anonymousUser",
			List.of(new SimpleGrantedAuthority("ROLE_ANONYMOUS")));

	private final AuthorizationManager<Activation> policy;

	private final AuthorizationEventPublisher events;

	/** The client of a thread of this process. */
	private final Supplier<Authentication> ownClient;

	/** The client of a thread that works for another process. */
	private final Supplier<Authentication> client;

	/**
	 * Creates a guard.
	 * @param policy answers the question
	 * @param events told of each answer
	 * @param securityContexts knows the client
	 */
	public SpringSecurityActivationGuard(AuthorizationManager<Activation> policy, AuthorizationEventPublisher events,
			SecurityContextHolderStrategy securityContexts) {
		this.policy = policy;
		this.events = events;
		this.ownClient = client(securityContexts, ProcessAuthentication.own(OwnUser.ofThisProcess().name()));
		this.client = client(securityContexts, ANONYMOUS);
	}

	private static Supplier<Authentication> client(SecurityContextHolderStrategy securityContexts,
			Authentication otherwise) {
		return () -> {
			Authentication authentication = securityContexts.getContext().getAuthentication();
			return (authentication != null) ? authentication : otherwise;
		};
	}

	private Supplier<Authentication> client(Activation activation) {
		return (activation.origin() == Origin.IN_PROCESS) ? this.ownClient : this.client;
	}

	/**
	 * {@inheritDoc}
	 * @throws ComException also {@code CO_E_ACCESSCHECKFAILED} if the policy failed
	 */
	@Override
	public void check(Activation activation) {
		AuthorizationResult result = ask(activation);
		if (result == null || !result.isGranted()) {
			throw refuse(activation, result, HResult.E_ACCESSDENIED, null);
		}
		this.events.publishAuthorizationEvent(client(activation), activation, result);
	}

	private @Nullable AuthorizationResult ask(Activation activation) {
		try {
			return this.policy.authorize(client(activation), activation);
		}
		catch (AccessDeniedException | AuthenticationException ex) {
			throw refuse(activation, new PolicyDecision(false, "the policy says: " + ex.getMessage()),
					HResult.E_ACCESSDENIED, ex);
		}
		catch (RuntimeException ex) {
			throw refuse(activation, new PolicyDecision(false, "the policy failed with " + ex),
					HResult.CO_E_ACCESSCHECKFAILED, ex);
		}
	}

	private ComException refuse(Activation activation, @Nullable AuthorizationResult result, HResult hresult,
			@Nullable RuntimeException cause) {
		AuthorizationResult answer = (result != null) ? result : new PolicyDecision(false, "the policy did not answer");
		Authentication refused = identify(activation);
		// Listeners may look at the client later and on another thread
		this.events.publishAuthorizationEvent(() -> refused, activation, answer);
		String detail = PolicyRefusal.describe(refused, activation, answer);
		boolean failed = !hresult.equals(HResult.E_ACCESSDENIED);
		return new ComException(hresult, detail, failed ? cause : PolicyRefusal.cause(refused, detail, answer, cause));
	}

	/**
	 * Names the client even if that is what failed.
	 */
	private Authentication identify(Activation activation) {
		try {
			return client(activation).get();
		}
		catch (RuntimeException ex) {
			return ANONYMOUS;
		}
	}

}
