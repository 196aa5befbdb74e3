package io.github.comspring.security;

import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Puts the user of a WebFlux request on the threads that work for it, where Reactor
 * propagates its context to them: Spring Security keeps the user in that context under
 * another key than the one that threads get their {@code SecurityContext} from. A request
 * without a user is an anonymous one, as in servlets.
 */
public final class SecurityContextWebFilter implements WebFilter, Ordered {

	/** What Spring Security's own accessor of the thread's context asks for. */
	private static final String KEY = SecurityContext.class.getName();

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!Hooks.isAutomaticContextPropagationEnabled()) {
			return chain.filter(exchange);
		}
		return ReactiveSecurityContextHolder.getContext()
			.defaultIfEmpty(anonymous())
			.flatMap((user) -> chain.filter(exchange).contextWrite((context) -> context.put(KEY, user)));
	}

	private static SecurityContext anonymous() {
		return new SecurityContextImpl(SpringSecurityActivationGuard.ANONYMOUS);
	}

	@Override
	public int getOrder() {
		return RefusalWebFilter.ORDER + 1;
	}

}
