package io.github.comspring.security;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.CallExtension;
import io.github.comspring.core.orpc.Caller;
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
 * its operating-system user, if the kernel tells, or else nobody. A client that is
 * anonymous there is nobody here, too: it does not become the user of its process. Safe
 * from any thread.
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
		if (authentication == null) {
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

	private static @Nullable Authentication authenticate(Caller caller, byte @Nullable [] data) {
		String user = caller.peer().user();
		if (!caller.trusted() || data == null) {
			return (user != null) ? RemoteCallerAuthentication.process(user) : null;
		}
		CallerIdentity identity = CallerIdentity.parse(data);
		String name = identity.name();
		return (name != null) ? RemoteCallerAuthentication.asserted(name, identity.authorities(), user) : null;
	}

}
