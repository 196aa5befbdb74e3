package io.github.comspring.security;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.security.ActivationPolicy.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.security.authorization.AllAuthoritiesAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RuleBuilderTests {

	private final Builder policy = ActivationPolicy.builder();

	@ParameterizedTest
	@MethodSource
	void ruleReadsAsSentence(Consumer<Builder> rule, String sentence) {
		rule.accept(this.policy);
		assertThat(this.policy.build()).hasToString(sentence);
	}

	static Stream<Arguments> ruleReadsAsSentence() {
		return Stream.of(
				sentence((policy) -> policy.classes("Payroll.*").fromRemote().denyAll(),
						"classes Payroll.* from remote: nobody may launch, activate or access"),
				sentence((policy) -> policy.classes("Payroll.*").mayLaunch().hasRole("OPERATOR"),
						"classes Payroll.*: role OPERATOR may launch"),
				sentence(
						(policy) -> policy.classes("Payroll.*")
							.in(ClassContext.LOCAL_SERVER)
							.mayActivate()
							.hasAnyRole("PAYROLL", "AUDIT"),
						"classes Payroll.* in LOCAL_SERVER: role PAYROLL or AUDIT may activate"),
				sentence((policy) -> policy.classes(Questions.LEDGER.clsid(), Questions.NAMELESS.clsid()).permitAll(),
						"classes {3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}, {3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A2}: "
								+ "everybody may launch, activate or access"),
				sentence((policy) -> policy.application(Questions.PAYROLL.toString()).mayAccess().hasAllRoles("A", "B"),
						"classes of application {9A1C6E64-33F7-4C28-9C57-6E4E0B7A1F01}: role A with B may access"),
				sentence((policy) -> policy.anyClass().inProcess().fromLocal().authenticated(),
						"any class in process or from local: every authenticated client may launch, activate or access"),
				sentence((policy) -> policy.anyClass().mayLaunch().mayAccess().fullyAuthenticated(),
						"any class: every fully authenticated client may launch or access"),
				sentence((policy) -> policy.anyClass().hasAuthority("a"),
						"any class: authority a may launch, activate or access"),
				sentence((policy) -> policy.anyClass().hasAnyAuthority("a", "b"),
						"any class: authority a or b may launch, activate or access"),
				sentence((policy) -> policy.anyClass().hasAllAuthorities("a", "b"),
						"any class: authority a with b may launch, activate or access"),
				sentence((policy) -> policy.anyClass().mayAccess().access(named("the night shift")),
						"any class: whoever the night shift admits may access"));
	}

	@ParameterizedTest
	@MethodSource
	void ruleAdmitsWhomItNames(Function<RuleBuilder, Builder> ending, String[] enough, String[] tooLittle) {
		ending.apply(this.policy.anyClass());
		ActivationPolicy built = this.policy.build();
		assertThat(built.authorize(Questions.client("ann", enough), Questions.activate(Questions.LEDGER)).isGranted())
			.isTrue();
		assertThat(
				built.authorize(Questions.client("bob", tooLittle), Questions.activate(Questions.LEDGER)).isGranted())
			.isFalse();
	}

	static Stream<Arguments> ruleAdmitsWhomItNames() {
		return Stream.of(ending((rule) -> rule.hasRole("A"), authorities("ROLE_A"), authorities("A")),
				ending((rule) -> rule.hasAnyRole("A", "B"), authorities("ROLE_B"), authorities("ROLE_C")),
				ending((rule) -> rule.hasAllRoles("A", "B"), authorities("ROLE_A", "ROLE_B"), authorities("ROLE_B")),
				ending((rule) -> rule.hasAuthority("a"), authorities("a"), authorities("ROLE_a")),
				ending((rule) -> rule.hasAnyAuthority("a", "b"), authorities("b"), authorities("c")),
				ending((rule) -> rule.hasAllAuthorities("a", "b"), authorities("a", "b"), authorities("a")),
				ending((rule) -> rule.access(AllAuthoritiesAuthorizationManager.hasAllAuthorities("x")),
						authorities("x"), authorities("y")));
	}

	@Test
	void finishWhenFinishedBeforeThenRefused() {
		RuleBuilder rule = this.policy.anyClass();
		rule.denyAll();
		assertThatIllegalStateException().isThrownBy(rule::permitAll)
			.withMessageContaining("any class: everybody may launch, activate or access");
		assertThat(this.policy.build()).hasToString("any class: nobody may launch, activate or access");
	}

	@Test
	void startWhenLastRuleDoesNotSayWhoThenRefused() {
		this.policy.classes("Payroll.*").fromRemote();
		assertThatIllegalStateException().isThrownBy(this.policy::anyClass)
			.withMessageContaining("classes Payroll.*")
			.withMessageContaining("denyAll()");
	}

	@Test
	void buildWhenLastRuleDoesNotSayWhoThenRefused() {
		this.policy.classes("Payroll.*").fromRemote();
		assertThatIllegalStateException().isThrownBy(this.policy::build).withMessageContaining("classes Payroll.*");
	}

	@Test
	void inWhenNoExecutionContextThenRefused() {
		RuleBuilder rule = this.policy.anyClass();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> rule.in(ClassContext.NO_FAILURE_LOG))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
	}

	@Test
	void applicationWhenNoGuidThenRefused() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.policy.application("payroll"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CLASSSTRING));
	}

	private static Arguments sentence(Consumer<Builder> rule, String sentence) {
		return arguments(rule, sentence);
	}

	private static Arguments ending(Function<RuleBuilder, Builder> ending, String[] enough, String[] tooLittle) {
		return arguments(ending, enough, tooLittle);
	}

	private static String[] authorities(String... authorities) {
		return authorities;
	}

	private static AuthorizationManager<Object> named(String name) {
		return new AuthorizationManager<>() {

			@Override
			public AuthorizationResult authorize(Supplier<? extends Authentication> client, Object object) {
				return null;
			}

			@Override
			public String toString() {
				return name;
			}

		};
	}

}
