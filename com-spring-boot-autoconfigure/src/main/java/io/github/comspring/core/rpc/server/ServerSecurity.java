package io.github.comspring.core.rpc.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.core.rpc.pdu.FragmentSecurity;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import org.jspecify.annotations.Nullable;

/**
 * The security contexts of one connection at the server's end, by their numbers.
 */
public final class ServerSecurity {

	private static final int LIMIT = 16;

	private static final int LOWEST_LEVEL = SecurityTrailer.number(AuthenticationLevel.CONNECT);

	private static final int HIGHEST_LEVEL = SecurityTrailer.number(AuthenticationLevel.PACKET_PRIVACY);

	private final List<Supplier<SecurityContext>> services;

	/** In the order in which the client opened them. */
	private final Map<Integer, SecurityContext> contexts = new LinkedHashMap<>();

	/** Whether contexts sign the headers of fragments, too. */
	private boolean headers;

	/** Whether some context signs fragments. */
	private boolean signed;

	/** Whether all contexts are established. */
	private boolean settled = true;

	public ServerSecurity(List<Supplier<SecurityContext>> services) {
		this.services = services;
	}

	/**
	 * Takes a client's token.
	 * @param trailer the trailer with the token, or {@code null} if the client does not
	 * authenticate
	 * @return the token to answer with, empty for none
	 * @throws RefusedException if the token is not good, nobody knows the authentication
	 * service at this level, or the client has too many contexts
	 */
	byte[] accept(@Nullable SecurityTrailer trailer) throws RefusedException {
		if (trailer == null) {
			return new byte[0];
		}
		SecurityContext known = this.contexts.get(trailer.contextId());
		SecurityContext context = (known != null) ? requireSame(known, trailer) : open(trailer);
		// Some clients send a verifier along when they alter a context; it proves nothing
		// new
		byte[] answer = context.isEstablished() ? new byte[0] : exchange(context, trailer.token());
		this.signed = this.contexts.values().stream().anyMatch((each) -> each.signatureLength() > 0);
		this.settled = this.contexts.values().stream().allMatch(SecurityContext::isEstablished);
		return answer;
	}

	private static byte[] exchange(SecurityContext context, byte[] token) throws RefusedException {
		try {
			return context.exchange(token);
		}
		catch (ComException ex) {
			throw RefusedException.badToken(ex.getMessage());
		}
	}

	private static SecurityContext requireSame(SecurityContext known, SecurityTrailer trailer) throws RefusedException {
		if (known.authenticationType() != trailer.type()) {
			throw RefusedException.unknownService("It changed the authentication service of a security context");
		}
		if (SecurityTrailer.number(known.level()) != trailer.level()) {
			throw RefusedException.denied("It changed the level of a security context");
		}
		return known;
	}

	private SecurityContext open(SecurityTrailer trailer) throws RefusedException {
		if (this.contexts.size() == LIMIT) {
			throw RefusedException.broken("It opened more than " + LIMIT + " security contexts");
		}
		SecurityContext opened = create(trailer);
		this.contexts.put(trailer.contextId(), opened);
		this.settled = false;
		if (this.headers && opened.canSignHeaders()) {
			opened.signHeaders();
		}
		return opened;
	}

	private SecurityContext create(SecurityTrailer trailer) throws RefusedException {
		if (trailer.level() < LOWEST_LEVEL || trailer.level() > HIGHEST_LEVEL) {
			throw RefusedException.denied("It authenticates at level " + trailer.level() + ", which there is not");
		}
		for (Supplier<SecurityContext> service : this.services) {
			SecurityContext context = service.get();
			if (context.authenticationType() == trailer.type()
					&& SecurityTrailer.number(context.level()) == trailer.level()) {
				return context;
			}
		}
		throw RefusedException
			.unknownService("Nobody knows authentication service " + trailer.type() + " at level " + trailer.level());
	}

	/**
	 * Takes notice that the client's signatures cover the headers of fragments.
	 * @return whether there is a context whose signatures do so from now on
	 */
	boolean signHeaders() {
		this.headers = true;
		List<SecurityContext> able = this.contexts.values().stream().filter(SecurityContext::canSignHeaders).toList();
		able.forEach(SecurityContext::signHeaders);
		return !able.isEmpty();
	}

	/**
	 * Tells whether no authentication is under way.
	 * @return whether all contexts are established
	 */
	boolean isSettled() {
		return this.settled;
	}

	/**
	 * Returns the security context that protects a request.
	 * @param trailer the request's trailer, or {@code null} if it has none
	 * @return the protection, or {@code null} if there is none
	 * @throws RpcFault with {@code ERROR_ACCESS_DENIED} if the context is not
	 * established, or a protected connection sends an unprotected request
	 */
	@Nullable FragmentSecurity protection(@Nullable SecurityTrailer trailer) {
		if (trailer == null) {
			if (this.signed) {
				throw new RpcFault(RpcFault.ACCESS_DENIED, "A request without the signature that was agreed on");
			}
			return null;
		}
		SecurityContext context = this.contexts.get(trailer.contextId());
		if (context == null || !context.isEstablished()) {
			throw new RpcFault(RpcFault.ACCESS_DENIED, "A request in a security context that was not established");
		}
		return (context.signatureLength() > 0) ? new FragmentSecurity(context, trailer.contextId()) : null;
	}

	/**
	 * Returns who the client has shown to be.
	 * @return the first principal, or {@code null}
	 */
	@Nullable Object principal() {
		for (SecurityContext context : this.contexts.values()) {
			if (context.isEstablished() && context.principal() != null) {
				return context.principal();
			}
		}
		return null;
	}

	/**
	 * Returns the level of the contexts that protect no fragments, or of the one given.
	 * @param protection what protects the request, or {@code null}
	 * @return the level
	 */
	AuthenticationLevel level(@Nullable FragmentSecurity protection) {
		if (protection != null) {
			return protection.context().level();
		}
		return this.contexts.values()
			.stream()
			.filter(SecurityContext::isEstablished)
			.map(SecurityContext::level)
			.findFirst()
			.orElse(AuthenticationLevel.NONE);
	}

}
