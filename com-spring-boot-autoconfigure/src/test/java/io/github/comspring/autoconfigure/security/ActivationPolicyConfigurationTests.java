package io.github.comspring.autoconfigure.security;

import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.autoconfigure.security.LedgerQuestions.PolicyConfiguration;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.fixture.SecuredProcesses;
import io.github.comspring.security.ActivationCeiling;
import io.github.comspring.security.ActivationPolicy;
import io.github.comspring.security.SpringSecurityActivationGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.core.context.SecurityContextHolder;

import static io.github.comspring.autoconfigure.security.LedgerQuestions.LEDGER;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.ask;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.assertDenied;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.login;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ActivationPolicyConfigurationTests {

	private static final String NO_POLICY = "No AuthorizationManager<Activation> bean";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComSecurityAutoConfiguration.class, AuditAutoConfiguration.class));

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whenNoPolicyThenOwnCodeMayDoEverything(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SpringSecurityActivationGuard.class);
			for (Right right : Right.values()) {
				context.getBean(ActivationGuard.class).check(ask(right, Origin.IN_PROCESS));
			}
			assertThat(output).containsOnlyOnce(NO_POLICY);
			assertThat(output).containsOnlyOnce("this application may launch, activate and access every class, "
					+ "other processes of its operating-system user may activate and access, "
					+ "and nobody may from another machine");
		});
	}

	@Test
	void whenNoPolicyThenProcessOfTheSameUserMayActivateAndAccess() {
		this.runner.run((context) -> {
			ActivationGuard guard = context.getBean(ActivationGuard.class);
			try (SecuredProcesses processes = new SecuredProcesses(guard,
					List.of(context.getBean(CallExtension.class)));
					ComPointer<Asker> asker = processes.activate(LEDGER, (type) -> new GuardAsker(guard),
							Asker.class)) {
				assertThat(asker.get().ask(Right.ACTIVATE)).isEqualTo("granted");
				assertThat(asker.get().ask(Right.ACCESS)).isEqualTo("granted");
				assertThat(asker.get().ask(Right.LAUNCH)).contains("E_ACCESSDENIED")
					.contains("no rule of the policy grants it");
			}
		});
	}

	@Test
	void whenNoPolicyThenLocalClientIsTheProcessAndNotWhoItSaysItIs() {
		this.runner.run((context) -> {
			login("ann", "ROLE_ADMIN");
			assertDenied(context.getBean(ActivationGuard.class), ask(Origin.LOCAL),
					"any class from local: every process of the same operating-system user may activate or access");
		});
	}

	@Test
	void whenNoPolicyThenRemoteClientsAreDenied() {
		this.runner.withPropertyValues("comspring.security.remote=policy").run((context) -> {
			login("ann");
			assertDenied(context.getBean(ActivationGuard.class), ask(Origin.REMOTE), "no rule of the policy grants it");
		});
	}

	@Test
	void whenUserWritesPolicyThenDefaultBacksOff(CapturedOutput output) {
		this.runner.withUserConfiguration(PolicyConfiguration.class).run((context) -> {
			ActivationGuard guard = context.getBean(ActivationGuard.class);
			assertDenied(guard, ask(Origin.IN_PROCESS), "classes Payroll.*: role PAYROLL may activate");
			login("ann", "ROLE_PAYROLL");
			guard.check(ask(Origin.IN_PROCESS));
			assertThat(output).doesNotContain(NO_POLICY);
		});
	}

	@Test
	void whenPolicyIsLambdaThenDefaultBacksOff() {
		this.runner.withUserConfiguration(LambdaConfiguration.class)
			.run((context) -> assertDenied(context.getBean(ActivationGuard.class), ask(Origin.IN_PROCESS),
					"granted=false"));
	}

	@Test
	void whenAuthorizationManagerIsForOtherThingsThenDefaultStays(CapturedOutput output) {
		this.runner.withUserConfiguration(UnrelatedConfiguration.class).run((context) -> {
			context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			assertThat(output).contains(NO_POLICY);
		});
	}

	@Test
	void whenTwoPoliciesThenStartFails() {
		this.runner.withUserConfiguration(PolicyConfiguration.class, LambdaConfiguration.class)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	@Tag("SE-02")
	void whenRemoteIsNotLeftToPolicyThenPolicyCannotGrantIt() {
		ApplicationContextRunner permissive = this.runner.withUserConfiguration(PermissiveConfiguration.class);
		permissive.run((context) -> {
			assertDenied(context.getBean(ActivationGuard.class), ask(Origin.REMOTE),
					"comspring.security.remote=policy");
			context.getBean(ActivationGuard.class).check(ask(Origin.LOCAL));
		});
		permissive.withPropertyValues("comspring.security.remote=policy")
			.run((context) -> context.getBean(ActivationGuard.class).check(ask(Origin.REMOTE)));
	}

	@Test
	void whenRemoteIsMisspelledThenStartFails() {
		this.runner.withPropertyValues("comspring.security.remote=polcy")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("polcy"));
	}

	@Test
	@Tag("SE-02")
	void whenSeveralCeilingsThenAllHold() {
		this.runner.withUserConfiguration(PermissiveConfiguration.class)
			.withBean("first", ActivationCeiling.class, () -> ceiling("FIRST"))
			.withBean("second", ActivationCeiling.class, () -> ceiling("SECOND"))
			.run((context) -> {
				ActivationGuard guard = context.getBean(ActivationGuard.class);
				login("ann", "FIRST");
				assertDenied(guard, ask(Origin.LOCAL), "the ceiling of this machine: any class: authority SECOND");
				login("bob", "SECOND");
				assertDenied(guard, ask(Origin.LOCAL), "the ceiling of this machine: any class: authority FIRST");
				login("eve", "FIRST", "SECOND");
				guard.check(ask(Origin.LOCAL));
			});
	}

	@Test
	void whenRoleHierarchyThenPolicyFollowsIt() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withBean(RoleHierarchy.class, () -> RoleHierarchyImpl.fromHierarchy("ROLE_BOSS > ROLE_PAYROLL"))
			.run((context) -> {
				login("ann", "ROLE_BOSS");
				context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			});
	}

	@Test
	void whenFactoryForAllObjectsThenPolicyUsesIt() {
		this.runner.withUserConfiguration(PolicyConfiguration.class, GeneralFactoryConfiguration.class)
			.run((context) -> {
				login("ann", "GENERAL_PAYROLL");
				context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			});
	}

	@Test
	void whenFactoryForActivationsThenPolicyPrefersIt() {
		this.runner
			.withUserConfiguration(PolicyConfiguration.class, GeneralFactoryConfiguration.class,
					OwnFactoryConfiguration.class)
			.run((context) -> {
				login("ann", "GENERAL_PAYROLL");
				assertDenied(context.getBean(ActivationGuard.class), ask(Origin.IN_PROCESS), "role PAYROLL");
				login("ann", "OWN_PAYROLL");
				context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			});
	}

	@Test
	void whenBuilderIsInjectedTwiceThenRulesAreNotShared() {
		this.runner.run((context) -> assertThat(context.getBean(ActivationPolicy.Builder.class))
			.isNotSameAs(context.getBean(ActivationPolicy.Builder.class)));
	}

	@Test
	void whenDisabledThenNothingIsCheckedAndLogSaysSo(CapturedOutput output) {
		this.runner.withUserConfiguration(LambdaConfiguration.class)
			.withPropertyValues("comspring.security.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(ActivationGuard.class)).isSameAs(ActivationGuard.NONE);
				assertThat(output).contains("WARN").contains("comspring.security.enabled is false");
			});
	}

	@Test
	void whenDisabledThenPolicyCanStillBeWritten() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withPropertyValues("comspring.security.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ActivationCeiling ceiling(String authority) {
		ActivationPolicy.Builder limit = ActivationPolicy.builder();
		limit.anyClass().hasAuthority(authority);
		return new ActivationCeiling(limit.build());
	}

	private static <T> AuthorizationManagerFactory<T> factory(String rolePrefix) {
		DefaultAuthorizationManagerFactory<T> factory = new DefaultAuthorizationManagerFactory<>();
		factory.setRolePrefix(rolePrefix);
		return factory;
	}

	@Configuration(proxyBeanMethods = false)
	static class PermissiveConfiguration {

		@Bean
		ActivationPolicy policy(ActivationPolicy.Builder policy) {
			return policy.anyClass().permitAll().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaConfiguration {

		@Bean
		AuthorizationManager<Activation> lambda() {
			return (client, activation) -> new AuthorizationDecision(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnrelatedConfiguration {

		@Bean
		AuthorizationManager<String> unrelated() {
			return (client, text) -> new AuthorizationDecision(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GeneralFactoryConfiguration {

		@Bean
		AuthorizationManagerFactory<Object> generalFactory() {
			return factory("GENERAL_");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactoryConfiguration {

		@Bean
		AuthorizationManagerFactory<Activation> ownFactory() {
			return factory("OWN_");
		}

	}

	/**
	 * Asks the guard while it is called from another process.
	 */
	@ComInterface("{7A2F4C19-6D3B-4E85-B0A7-5C9E1D8F2B34}")
	interface Asker {

		String ask(Right right);

	}

	private record GuardAsker(ActivationGuard guard) implements Asker {

		@Override
		public String ask(Right right) {
			try {
				this.guard.check(LedgerQuestions.ask(right, Origin.LOCAL));
				return "granted";
			}
			catch (ComException ex) {
				return ex.getMessage();
			}
		}

	}

}
