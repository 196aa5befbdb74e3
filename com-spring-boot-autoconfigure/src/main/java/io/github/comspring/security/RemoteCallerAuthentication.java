package io.github.comspring.security;

import java.io.Serial;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * The client of a call that came from another process: either the one that the calling
 * process speaks for, with the authorities that it has there, or the operating-system
 * user of that process itself, with the authority {@link #LOCAL_PROCESS}. It is
 * authenticated, and has no credentials; its {@link #getDetails() details} are the
 * operating-system user of the calling process.
 */
public final class RemoteCallerAuthentication extends AbstractAuthenticationToken {

	/**
	 * The authority of an operating-system user, whom the kernel vouches for. It is no
	 * role, and so not to be confused with one of the application.
	 */
	public static final String LOCAL_PROCESS = "LOCAL_PROCESS";

	@Serial
	private static final long serialVersionUID = 1L;

	private final String name;

	private RemoteCallerAuthentication(String name, Collection<? extends GrantedAuthority> authorities,
			@Nullable String operatingSystemUser) {
		super(authorities);
		this.name = name;
		setDetails(operatingSystemUser);
		setAuthenticated(true);
	}

	/**
	 * A client that a trusted process speaks for.
	 * @param name the client's name
	 * @param authorities the client's authorities
	 * @param operatingSystemUser the user of the process, or {@code null} if unknown
	 * @return the client
	 */
	static RemoteCallerAuthentication asserted(String name, List<String> authorities,
			@Nullable String operatingSystemUser) {
		return new RemoteCallerAuthentication(name, AuthorityUtils.createAuthorityList(authorities),
				operatingSystemUser);
	}

	/**
	 * A process that speaks for nobody but itself.
	 * @param operatingSystemUser its user
	 * @return the client
	 */
	static RemoteCallerAuthentication process(String operatingSystemUser) {
		return new RemoteCallerAuthentication(operatingSystemUser, AuthorityUtils.createAuthorityList(LOCAL_PROCESS),
				operatingSystemUser);
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
