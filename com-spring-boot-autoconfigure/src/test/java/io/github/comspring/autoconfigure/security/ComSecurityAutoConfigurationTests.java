package io.github.comspring.autoconfigure.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.ActivationGuard;
import io.github.comspring.autoconfigure.security.LedgerQuestions.PolicyConfiguration;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.security.ActivationAuditListener;
import io.github.comspring.security.SecurityCallExtension;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

import static io.github.comspring.autoconfigure.security.LedgerQuestions.LEDGER;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.ask;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.assertDenied;
import static io.github.comspring.autoconfigure.security.LedgerQuestions.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ComSecurityAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComSecurityAutoConfiguration.class, AuditAutoConfiguration.class));

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whenUserHasGuardThenItStays() {
		this.runner.withBean("own", ActivationGuard.class, () -> ActivationGuard.NONE)
			.run((context) -> assertThat(context.getBean(ActivationGuard.class)).isSameAs(ActivationGuard.NONE));
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

	@Test
	void whenSpringSecurityThenIdentityTravelsWithCalls() {
		this.runner.run((context) -> assertThat(context.getBean(CallExtension.class))
			.isInstanceOf(SecurityCallExtension.class));
		this.runner.withPropertyValues("comspring.security.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(SecurityCallExtension.class));
	}

	@Test
	void whenContextStrategyBeanThenIdentityComesFromIt() {
		SecurityContextHolderStrategy strategy = mock();
		given(strategy.getContext())
			.willReturn(new SecurityContextImpl(new TestingAuthenticationToken("ann", "secret", "ROLE_PAYROLL")));
		this.runner.withBean(SecurityContextHolderStrategy.class, () -> strategy)
			.run((context) -> assertThat(new String(context.getBean(CallExtension.class).outgoing())).contains("ann"));
	}

	@Test
	void whenUserHasExtensionForIdentityThenItStays() {
		SecurityCallExtension own = new SecurityCallExtension(SecurityContextHolder.getContextHolderStrategy());
		this.runner.withBean("own", SecurityCallExtension.class, () -> own)
			.run((context) -> assertThat(context.getBean(SecurityCallExtension.class)).isSameAs(own));
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
