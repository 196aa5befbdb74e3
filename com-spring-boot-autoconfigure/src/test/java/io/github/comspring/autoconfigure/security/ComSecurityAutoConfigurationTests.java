package io.github.comspring.autoconfigure.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
import io.github.comspring.security.ActivationAuditListener;
import io.github.comspring.security.ActivationCeiling;
import io.github.comspring.security.ActivationPolicy;
import io.github.comspring.security.SpringSecurityActivationGuard;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class ComSecurityAutoConfigurationTests {

	private static final CoClass LEDGER = new CoClass(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
			new ProgId("Payroll.Ledger.1"), null);

	private static final String NO_POLICY = "No AuthorizationManager<Activation> bean";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComSecurityAutoConfiguration.class, AuditAutoConfiguration.class));

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whenNoPolicyThenOwnCodeMayActivateInProcess(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SpringSecurityActivationGuard.class);
			context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			assertThat(output).containsOnlyOnce(NO_POLICY);
		});
	}

	@Test
	void whenNoPolicyThenLocalClientsMustBeAuthenticated() {
		this.runner.run((context) -> {
			ActivationGuard guard = context.getBean(ActivationGuard.class);
			assertDenied(guard, ask(Origin.LOCAL), "any class from local: every authenticated client may");
			login("ann");
			guard.check(ask(Origin.LOCAL));
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
	void whenUserHasGuardThenItStays() {
		this.runner.withBean("own", ActivationGuard.class, () -> ActivationGuard.NONE)
			.run((context) -> assertThat(context.getBean(ActivationGuard.class)).isSameAs(ActivationGuard.NONE));
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

	@Test
	void whenContextStrategyBeanThenClientComesFromIt() {
		SecurityContextHolderStrategy strategy = mock();
		given(strategy.getContext())
			.willReturn(new SecurityContextImpl(new TestingAuthenticationToken("ann", "secret", "ROLE_PAYROLL")));
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withBean(SecurityContextHolderStrategy.class, () -> strategy)
			.run((context) -> context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS)));
	}

	@Test
	void whenEventPublisherBeanThenItIsTold() {
		Recorder recorder = new Recorder();
		this.runner.withBean(AuthorizationEventPublisher.class, () -> recorder).run((context) -> {
			context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			assertThat(recorder.objects).containsExactly(ask(Origin.IN_PROCESS));
		});
	}

	@Test
	void whenDeniedThenAuditedOnceWithClassAndRule() {
		this.runner.withBean(AuditEventRepository.class, InMemoryAuditEventRepository::new)
			.withUserConfiguration(PolicyConfiguration.class)
			.run((context) -> {
				login("bob");
				assertDenied(context.getBean(ActivationGuard.class), ask(Origin.IN_PROCESS), "role PAYROLL");
				assertThat(context.getBean(AuditEventRepository.class).find("bob", null, null)).singleElement()
					.satisfies((event) -> assertThat(event.getData()).containsEntry("class", LEDGER.toString())
						.containsEntry("rule", "classes Payroll.*: role PAYROLL may activate"));
			});
	}

	@Test
	void whenNothingIsAuditedThenNoAuditListener() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ActivationAuditListener.class));
		this.runner.withBean(AuditEventRepository.class, InMemoryAuditEventRepository::new)
			.withPropertyValues("management.auditevents.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActivationAuditListener.class));
	}

	@Test
	void whenActuatorIsAbsentThenGuardWorks() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComSecurityAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(AbstractAuthorizationAuditListener.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(ActivationGuard.class);
				assertThat(context).doesNotHaveBean(ActivationAuditConfiguration.class);
			});
	}

	@Test
	void whenObservationRegistryThenAuthorizationsAreObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("spring.security.authorizations")
				.that()
				.hasLowCardinalityKeyValue("spring.security.object", "Activation");
		});
	}

	@Test
	void whenSettingsExcludeAuthorizationsThenNotObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> registry)
			.withBean(SecurityObservationSettings.class, SecurityObservationSettings::noObservations)
			.run((context) -> {
				context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
				TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
			});
	}

	@Test
	void whenObservationRegistryIsNoopThenGuardWorks() {
		this.runner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS)));
	}

	@Test
	void whenMicrometerIsAbsentThenGuardWorks() {
		this.runner.withClassLoader(new FilteredClassLoader(ObservationRegistry.class)).run((context) -> {
			context.getBean(ActivationGuard.class).check(ask(Origin.IN_PROCESS));
			assertThat(context).doesNotHaveBean(PolicyObservation.class);
		});
	}

	@Test
	void whenSpringSecurityIsAbsentThenBacksOff() {
		this.runner.withClassLoader(new FilteredClassLoader(AuthorizationManager.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActivationGuard.class));
	}

	private static Activation ask(Origin origin) {
		return new Activation(Right.ACTIVATE, LEDGER, Iid.UNKNOWN, null, ClassContext.ALL, origin,
				AuthenticationLevel.PACKET_PRIVACY);
	}

	private static void login(String name, String... authorities) {
		SecurityContextHolder
			.setContext(new SecurityContextImpl(new TestingAuthenticationToken(name, "secret", authorities)));
	}

	private static void assertDenied(ActivationGuard guard, Activation activation, String rule) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> guard.check(activation))
			.withMessageStartingWith("E_ACCESSDENIED")
			.withMessageContaining(rule);
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
	static class PolicyConfiguration {

		@Bean
		AuthorizationManager<Activation> policy(ActivationPolicy.Builder policy) {
			policy.classes("Payroll.*").mayActivate().hasRole("PAYROLL");
			return policy.build();
		}

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

	private static final class Recorder implements AuthorizationEventPublisher {

		private final List<Object> objects = new ArrayList<>();

		@Override
		public <T> void publishAuthorizationEvent(Supplier<Authentication> client, T object,
				AuthorizationResult result) {
			this.objects.add(object);
		}

	}

}
