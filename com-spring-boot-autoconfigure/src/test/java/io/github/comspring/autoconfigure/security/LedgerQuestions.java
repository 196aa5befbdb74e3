package io.github.comspring.autoconfigure.security;

import io.github.comspring.Activation;
import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Iid;
import io.github.comspring.ProgId;
import io.github.comspring.security.ActivationPolicy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Questions about one class, and clients who ask them.
 */
final class LedgerQuestions {

	static final CoClass LEDGER = new CoClass(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
			new ProgId("Payroll.Ledger.1"), null);

	private LedgerQuestions() {
	}

	static Activation ask(Origin origin) {
		return ask(Right.ACTIVATE, origin);
	}

	static Activation ask(Right right, Origin origin) {
		return new Activation(right, LEDGER, Iid.UNKNOWN, null, ClassContext.ALL, origin,
				AuthenticationLevel.PACKET_PRIVACY);
	}

	static void login(String name, String... authorities) {
		SecurityContextHolder
			.setContext(new SecurityContextImpl(new TestingAuthenticationToken(name, "secret", authorities)));
	}

	static void assertDenied(ActivationGuard guard, Activation activation, String rule) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> guard.check(activation))
			.withMessageStartingWith("E_ACCESSDENIED")
			.withMessageContaining(rule);
	}

	@Configuration(proxyBeanMethods = false)
	static class PolicyConfiguration {

		@Bean
		AuthorizationManager<Activation> policy(ActivationPolicy.Builder policy) {
			policy.classes("Payroll.*").mayActivate().hasRole("PAYROLL");
			return policy.build();
		}

	}

}
