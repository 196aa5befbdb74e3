package io.github.comspring.security;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * A process that acts for none of its users: its schedulers and runners, its start and
 * stop, and every thread that a user's {@code SecurityContext} was not handed over to. It
 * is known by its operating-system user and has the authority {@link #LOCAL_PROCESS}, but
 * it has not logged in: it is not authenticated, so that a user who is lost on the way to
 * another thread gains nothing by it.
 */
public final class ProcessAuthentication extends AbstractAuthenticationToken {

	/**
	 * The authority of a process. It is no role, and so not to be confused with one of
	 * the application.
	 */
	public static final String LOCAL_PROCESS = "LOCAL_PROCESS";

	@Serial
	private static final long serialVersionUID = 1L;

	private final String name;

	private final boolean own;

	private ProcessAuthentication(String operatingSystemUser, boolean own) {
		super(AuthorityUtils.createAuthorityList(LOCAL_PROCESS));
		this.name = operatingSystemUser;
		this.own = own;
		setDetails(operatingSystemUser);
	}

	/**
	 * This application, or the one that has launched it.
	 * @param operatingSystemUser its user
	 * @return the client
	 */
	static ProcessAuthentication own(String operatingSystemUser) {
		return new ProcessAuthentication(operatingSystemUser, true);
	}

	/**
	 * Any other process.
	 * @param operatingSystemUser its user
	 * @return the client
	 */
	static ProcessAuthentication other(String operatingSystemUser) {
		return new ProcessAuthentication(operatingSystemUser, false);
	}

	/**
	 * Tells whether the process is this one or the application that has launched it.
	 * @return whether {@link RuleBuilder#localProcess()} means it
	 */
	public boolean isOwn() {
		return this.own;
	}

	/**
	 * Returns the operating-system user.
	 */
	@Override
	public String getName() {
		return this.name;
	}

	/**
	 * Returns the operating-system user.
	 */
	@Override
	public Object getPrincipal() {
		return this.name;
	}

	/**
	 * Returns {@code null}: a process has no credentials.
	 */
	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	/**
	 * Refuses to be authenticated.
	 * @throws IllegalArgumentException if {@code authenticated} is {@code true}
	 */
	@Override
	public void setAuthenticated(boolean authenticated) {
		if (authenticated) {
			throw new IllegalArgumentException("A process that acts for no user cannot be authenticated");
		}
	}

}
