package io.github.comspring.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpringSecurityActivationGuardTests {

	private static final Activation ACTIVATE = Questions.ask(Right.ACTIVATE, Questions.LEDGER, Origin.IN_PROCESS);

	private final SecurityContextHolderStrategy contexts = new FixedContext();

	private final Events events = new Events();

	@Test
	void checkWhenGrantedThenReturnsAndPublishes() {
		login("ann");
		assertThatCode(() -> guard((policy) -> policy.anyClass().authenticated()).check(ACTIVATE))
			.doesNotThrowAnyException();
		assertThat(this.events.published).singleElement().satisfies((event) -> {
			assertThat(event.client().get().getName()).isEqualTo("ann");
			assertThat(event.object()).isSameAs(ACTIVATE);
			assertThat(event.result()).extracting(AuthorizationResult::isGranted).isEqualTo(true);
		});
	}

	@Test
	void checkWhenDeniedThenNamesClientClassPlaceAndRule() {
		login("bob");
		assertThat(failure(guard((policy) -> policy.classes("Payroll.*").hasRole("PAYROLL")), ACTIVATE))
			.returns(HResult.E_ACCESSDENIED, ComException::hresult)
			.message()
			.contains("bob may not activate Payroll.Ledger.1 {3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1} in this process: "
					+ "classes Payroll.*: role PAYROLL may launch, activate or access. ");
	}

	@Test
	void checkWhenDeniedThenNamesRightAndOrigin() {
		login("bob");
		SpringSecurityActivationGuard guard = guard((policy) -> {
		});
		assertThat(failure(guard, Questions.ask(Right.LAUNCH, Questions.LEDGER, Origin.LOCAL)))
			.hasMessageContaining("bob may not launch " + Questions.LEDGER + " from another process: no rule");
		assertThat(failure(guard, Questions.ask(Right.ACCESS, Questions.NAMELESS, Origin.REMOTE)))
			.hasMessageContaining("bob may not access " + Questions.NAMELESS + " from another machine: no rule");
		assertThat(failure(guard, ACTIVATE.toCall("post")))
			.hasMessageContaining("bob may not call post of " + Questions.LEDGER + " in this process: no rule");
	}

	@Test
	void checkWhenDeniedThenListenersKnowTheClientLater() {
		login("bob");
		failure(guard((policy) -> {
		}), ACTIVATE);
		login("ann");
		assertThat(this.events.published).singleElement().satisfies((event) -> {
			assertThat(event.client().get().getName()).isEqualTo("bob");
			assertThat(event.object()).isSameAs(ACTIVATE);
			assertThat(event.result()).isEqualTo(new PolicyDecision(false, "no rule of the policy grants it"));
		});
	}

	@Test
	void checkWhenUserIsRefusedThenSpringSecurityFindsTheRefusal() {
		login("bob");
		assertThat(failure(guard((policy) -> policy.anyClass().denyAll()), ACTIVATE).getCause())
			.isInstanceOfSatisfying(AuthorizationDeniedException.class, (cause) -> {
				assertThat(cause).hasMessageContaining("bob may not activate");
				assertThat(cause.getAuthorizationResult())
					.isEqualTo(new PolicyDecision(false, "any class: nobody may launch, activate or access"));
			});
	}

	@Test
	void checkWhenNoUserIsOnTheThreadThenTheProcessIsRefusedAndNoUser() {
		assertThat(failure(guard((policy) -> policy.anyClass().hasRole("CLERK")), ACTIVATE))
			.hasMessageContaining("The application itself (")
			.hasMessageContaining("No user was on its thread")
			.cause()
			.isNotInstanceOf(AccessDeniedException.class);
		assertThat(failure(failing(new AccessDeniedException("after hours")), ACTIVATE))
			.hasMessageContaining("after hours")
			.cause()
			.isNotInstanceOf(AccessDeniedException.class)
			.hasNoCause();
	}

	@Test
	void checkWhenNoUserIsOnTheThreadThenLocalProcessAdmits() {
		SpringSecurityActivationGuard guard = guard((policy) -> policy.anyClass().localProcess());
		assertThatCode(() -> guard.check(ACTIVATE)).doesNotThrowAnyException();
		assertThat(failure(guard, Questions.ask(Right.ACTIVATE, Questions.LEDGER, Origin.LOCAL)))
			.hasMessageContaining("anonymousUser may not activate");
		login("ann");
		assertThat(failure(guard, ACTIVATE)).hasMessageContaining("no rule of the policy grants it");
	}

	@Test
	void checkWhenLocalProcessComesFirstThenTheNextRuleDecidesAboutUsers() {
		SpringSecurityActivationGuard guard = guard(
				(policy) -> policy.anyClass().localProcess().classes("Payroll.*").hasRole("CLERK"));
		assertThatCode(() -> guard.check(ACTIVATE)).doesNotThrowAnyException();
		assertThatCode(() -> guard.check(ACTIVATE.toCall("post"))).doesNotThrowAnyException();
		login("bob");
		assertThat(failure(guard, ACTIVATE)).hasMessageContaining("classes Payroll.*: role CLERK may launch");
		assertThat(failure(guard, ACTIVATE.toCall("post"))).hasMessageContaining("role CLERK");
		this.contexts.setContext(new SecurityContextImpl(Questions.client("ann", "ROLE_CLERK").get()));
		assertThatCode(() -> guard.check(ACTIVATE)).doesNotThrowAnyException();
	}

	@Test
	void checkWhenNobodyIsLoggedInThenRulesOfUsersRefuse() {
		assertThat(failure(guard((policy) -> policy.anyClass().authenticated()), ACTIVATE))
			.returns(HResult.E_ACCESSDENIED, ComException::hresult)
			.hasMessageContaining("may not activate");
		assertThat(failure(guard((policy) -> policy.anyClass().fullyAuthenticated()), ACTIVATE))
			.returns(HResult.E_ACCESSDENIED, ComException::hresult);
		assertThatCode(() -> guard((policy) -> policy.anyClass().permitAll()).check(ACTIVATE))
			.doesNotThrowAnyException();
	}

	@Test
	void checkWhenPolicyAbstainsThenDenied() {
		assertThat(failure(guard((client, activation) -> null), ACTIVATE))
			.returns(HResult.E_ACCESSDENIED, ComException::hresult)
			.hasMessageContaining("the policy did not answer");
		assertThat(this.events.published).singleElement()
			.satisfies(
					(event) -> assertThat(event.result()).extracting(AuthorizationResult::isGranted).isEqualTo(false));
	}

	@Test
	void checkWhenPolicyIsForeignThenItsAnswerIsTheRule() {
		assertThat(failure(guard((client, activation) -> new AuthorizationDecision(false)), ACTIVATE))
			.hasMessageContaining("in this process: AuthorizationDecision [granted=false]");
	}

	@Test
	void checkWhenPolicyThrowsAccessDeniedThenDenied() {
		login("bob");
		AccessDeniedException cause = new AccessDeniedException("after hours");
		assertThat(failure(failing(cause), ACTIVATE)).returns(HResult.E_ACCESSDENIED, ComException::hresult)
			.hasMessageContaining("in this process: the policy says: after hours")
			.hasCause(cause);
		assertThat(this.events.published).hasSize(1);
	}

	@Test
	void checkWhenPolicyMissesCredentialsThenDenied() {
		assertThat(failure(failing(new AuthenticationCredentialsNotFoundException("who are you")), ACTIVATE))
			.returns(HResult.E_ACCESSDENIED, ComException::hresult)
			.hasMessageContaining("who are you");
	}

	@Test
	void checkWhenPolicyFailsThenRefusedAndCauseKept() {
		IllegalStateException cause = new IllegalStateException("no database");
		assertThat(failure(failing(cause), ACTIVATE)).returns(HResult.CO_E_ACCESSCHECKFAILED, ComException::hresult)
			.hasMessageContaining("no database")
			.hasCause(cause);
		assertThat(this.events.published).singleElement()
			.satisfies(
					(event) -> assertThat(event.result()).extracting(AuthorizationResult::isGranted).isEqualTo(false));
	}

	@Test
	void checkWhenClientCannotBeReadThenRefused() {
		this.contexts.setContext(new SecurityContextImpl() {

			@Override
			public Authentication getAuthentication() {
				throw new IllegalStateException("session store is down");
			}

		});
		assertThat(failure(guard((policy) -> policy.anyClass().authenticated()), ACTIVATE))
			.returns(HResult.CO_E_ACCESSCHECKFAILED, ComException::hresult)
			.hasMessageContaining("session store is down");
	}

	@Test
	void checkWhenRuleNeedsNoClientThenClientIsNotRead() {
		this.contexts.setContext(new SecurityContextImpl() {

			@Override
			public Authentication getAuthentication() {
				throw new AssertionError("read");
			}

		});
		assertThatCode(() -> guard((policy) -> policy.anyClass().permitAll()).check(ACTIVATE))
			.doesNotThrowAnyException();
	}

	private SpringSecurityActivationGuard guard(Consumer<ActivationPolicy.Builder> rules) {
		ActivationPolicy.Builder builder = ActivationPolicy.builder();
		rules.accept(builder);
		return guard(builder.build());
	}

	private SpringSecurityActivationGuard guard(AuthorizationManager<Activation> policy) {
		return new SpringSecurityActivationGuard(policy, this.events, this.contexts);
	}

	private SpringSecurityActivationGuard failing(RuntimeException failure) {
		return guard((client, activation) -> {
			throw failure;
		});
	}

	private void login(String name) {
		this.contexts.setContext(new SecurityContextImpl(Questions.client(name).get()));
	}

	private static ComException failure(SpringSecurityActivationGuard guard, Activation activation) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(() -> guard.check(activation)).actual();
	}

	private static final class FixedContext implements SecurityContextHolderStrategy {

		private SecurityContext context = createEmptyContext();

		@Override
		public void clearContext() {
			this.context = createEmptyContext();
		}

		@Override
		public SecurityContext getContext() {
			return this.context;
		}

		@Override
		public void setContext(SecurityContext context) {
			this.context = context;
		}

		@Override
		public SecurityContext createEmptyContext() {
			return new SecurityContextImpl();
		}

	}

	private static final class Events implements AuthorizationEventPublisher {

		private final List<Event> published = new ArrayList<>();

		@Override
		public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
				@Nullable AuthorizationResult result) {
			this.published.add(new Event(authentication, object, result));
		}

	}

	private record Event(Supplier<Authentication> client, Object object, @Nullable AuthorizationResult result) {
	}

}
