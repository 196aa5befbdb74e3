package io.github.comspring.security;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Carries the {@link Authentication} of the thread from process to process: it is the
 * security context of the method that runs, until the method returns
 * ({@code CoImpersonateClient} and {@code CoRevertToSelf}).
 * <p>
 * Only a process that knows this one's launch secret is believed. Any other process is
 * its operating-system user, if the kernel tells, or else anonymous. A client that is
 * anonymous there is anonymous here, too; a thread that acts for no user there is its
 * {@link ProcessAuthentication process} here.
 * <p>
 * A refusal travels back: it has an {@code AuthorizationDeniedException} as its cause
 * where the one refused is the user that the call was made for. Safe from any thread.
 */
public final class SecurityCallExtension implements CallExtension {

	private static final Guid ID = Guid.parse("{C1D5B0B6-4B0E-4E0B-9E57-6A0C3F2D9A21}");

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final SecurityContextHolderStrategy securityContexts;

	/**
	 * Creates the extension.
	 * @param securityContexts knows the client of the thread
	 */
	public SecurityCallExtension(SecurityContextHolderStrategy securityContexts) {
		this.securityContexts = securityContexts;
	}

	@Override
	public Guid id() {
		return ID;
	}

	/**
	 * {@inheritDoc}
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if name and
	 * authorities are too long
	 */
	@Override
	public byte @Nullable [] outgoing() {
		Authentication authentication = this.securityContexts.getContext().getAuthentication();
		if (authentication == null || authentication instanceof ProcessAuthentication process && process.isOwn()) {
			return null;
		}
		CallerIdentity identity = this.trust.isAuthenticated(authentication) ? CallerIdentity.of(authentication)
				: CallerIdentity.ANONYMOUS;
		return identity.toBytes();
	}

	/**
	 * {@inheritDoc}
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if a trusted caller
	 * sent data that is no identity
	 */
	@Override
	public Scope incoming(Caller caller, byte @Nullable [] data) {
		Authentication client = authenticate(caller, data);
		SecurityContext before = this.securityContexts.getContext();
		SecurityContext during = this.securityContexts.createEmptyContext();
		during.setAuthentication(client);
		this.securityContexts.setContext(during);
		return () -> restore(before);
	}

	private void restore(SecurityContext before) {
		if (before.equals(this.securityContexts.createEmptyContext())) {
			this.securityContexts.clearContext();
		}
		else {
			this.securityContexts.setContext(before);
		}
	}

	private static Authentication authenticate(Caller caller, byte @Nullable [] data) {
		String user = caller.peer().user();
		if (!caller.trusted()) {
			return (user != null) ? ProcessAuthentication.other(user) : SpringSecurityActivationGuard.ANONYMOUS;
		}
		if (data == null) {
			return ProcessAuthentication.own((user != null) ? user : OwnUser.ofThisProcess().name());
		}
		CallerIdentity identity = CallerIdentity.parse(data);
		String name = identity.name();
		return (name != null) ? new RemoteCallerAuthentication(name, identity.authorities(), user)
				: SpringSecurityActivationGuard.ANONYMOUS;
	}

	/**
	 * Makes what Spring Security throws in a method {@code E_ACCESSDENIED}.
	 */
	@Override
	public Throwable thrown(Throwable failure, String call) {
		return RefusalTrace.isOfUser(failure)
				? new ComException(HResult.E_ACCESSDENIED, call + " was refused: " + failure.getMessage(), failure)
				: failure;
	}

	@Override
	public byte @Nullable [] failed(Throwable failure) {
		RefusalTrace trace = RefusalTrace.of(failure);
		if (trace == null) {
			return null;
		}
		Authentication client = this.securityContexts.getContext().getAuthentication();
		return ((client instanceof ProcessAuthentication) ? RefusalTrace.PROCESS : trace).toBytes();
	}

	@Override
	public ComException received(ComException failure, byte[] data) {
		return RefusalTrace.parse(data).behind(failure);
	}

}
