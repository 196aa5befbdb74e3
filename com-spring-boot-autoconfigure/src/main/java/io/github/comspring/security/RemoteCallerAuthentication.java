package io.github.comspring.security;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * The user that a call from another process is made for, with the authorities that the
 * calling process says that the user has: a process that is trusted to say so. It is
 * authenticated, and has no credentials; its {@link #getDetails() details} are the
 * operating-system user of the calling process.
 */
public final class RemoteCallerAuthentication extends AbstractAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * A client that a trusted process speaks for.
	 * @param name the client's name
	 * @param authorities the client's authorities
	 * @param operatingSystemUser the user of the process, or {@code null} if unknown
	 */
	RemoteCallerAuthentication(String name, List<String> authorities, @Nullable String operatingSystemUser) {
		super(AuthorityUtils.createAuthorityList(authorities));
		this.name = name;
		setDetails(operatingSystemUser);
		setAuthenticated(true);
	}

	@Override
	public String getName() {
		return this.name;
	}

	/**
	 * Returns the name.
	 */
	@Override
	public Object getPrincipal() {
		return this.name;
	}

	/**
	 * Returns {@code null}: credentials stay in their process.
	 */
	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

}
