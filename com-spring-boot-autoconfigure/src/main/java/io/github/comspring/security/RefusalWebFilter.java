package io.github.comspring.security;

import io.github.comspring.ComException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Has Spring Security answer refusals of WebFlux requests, as it does by itself in
 * servlets: there it looks at the causes of an exception, here it does not.
 */
public final class RefusalWebFilter implements WebFilter, Ordered {

	/** Just inside of Spring Security's own filter. */
	static final int ORDER = -99;

	private static final String NOT_PROPAGATED = ". The user of a WebFlux request is not on the thread of its handler,"
			+ " as spring.reactor.context-propagation is not set to auto";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange).onErrorMap(RefusalWebFilter::translate);
	}

	private static Throwable translate(Throwable failure) {
		ComException refusal = refusal(failure);
		if (refusal == null) {
			return failure;
		}
		if (RefusalTrace.of(refusal) == RefusalTrace.USER) {
			return new AccessDeniedException(refusal.getMessage(), failure);
		}
		return Hooks.isAutomaticContextPropagationEnabled() ? failure
				: new ComException(refusal.hresult(), refusal.detail() + NOT_PROPAGATED, failure);
	}

	private static @Nullable ComException refusal(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ComException known) {
				return (RefusalTrace.of(known) != null) ? known : null;
			}
		}
		return null;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
