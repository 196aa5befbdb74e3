package io.github.comspring.security;

import java.util.List;
import java.util.function.Consumer;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import io.github.comspring.security.ActivationPolicy.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ActivationPolicyTests {

	private static final String NO_RULE = "no rule of the policy grants it";

	@ParameterizedTest
	@EnumSource
	void authorizeWhenNoRuleThenDenied(Right right) {
		assertThat(decide((policy) -> {
		}, Questions.ask(right, Questions.LEDGER))).isEqualTo(new PolicyDecision(false, NO_RULE));
	}

	@Test
	void authorizeWhenSeveralRulesMatchThenFirstDecides() {
		PolicyDecision decision = decide((policy) -> {
			policy.classes("Other.*").permitAll();
			policy.classes("Payroll.*").denyAll();
			policy.anyClass().permitAll();
		}, Questions.activate(Questions.LEDGER));
		assertThat(decision)
			.isEqualTo(new PolicyDecision(false, "classes Payroll.*: nobody may launch, activate or access"));
	}

	@Test
	void authorizeWhenFirstRuleRefusesThenLaterGrantDoesNotCount() {
		assertThat(decide((policy) -> {
			policy.classes("Payroll.*").hasRole("NEVER");
			policy.classes("Payroll.*").permitAll();
		}, Questions.activate(Questions.LEDGER)).isGranted()).isFalse();
	}

	@Test
	void authorizeWhenRightsDifferThenEachHasItsOwnFirstRule() {
		Consumer<Builder> rules = (policy) -> {
			policy.classes("Payroll.*").mayLaunch().denyAll();
			policy.classes("Payroll.*").mayActivate().permitAll();
			policy.anyClass().mayLaunch().permitAll();
		};
		assertThat(decide(rules, Questions.ask(Right.LAUNCH, Questions.LEDGER)).isGranted()).isFalse();
		assertThat(decide(rules, Questions.ask(Right.ACTIVATE, Questions.LEDGER)).isGranted()).isTrue();
		assertThat(decide(rules, Questions.ask(Right.LAUNCH, Questions.NAMELESS)).isGranted()).isTrue();
		assertThat(decide(rules, Questions.ask(Right.ACTIVATE, Questions.NAMELESS)).rule()).isEqualTo(NO_RULE);
	}

	@ParameterizedTest
	@EnumSource
	void authorizeWhenRuleNamesOriginThenOthersAreNotConcerned(Origin origin) {
		PolicyDecision decision = decide((policy) -> {
			policy.anyClass().inProcess().hasAuthority("IN_PROCESS");
			policy.anyClass().fromLocal().hasAuthority("LOCAL");
			policy.anyClass().fromRemote().hasAuthority("REMOTE");
		}, Questions.ask(Right.ACTIVATE, Questions.LEDGER, origin), origin.name());
		assertThat(decision.isGranted()).isTrue();
	}

	@Test
	void authorizeWhenRuleNamesContextsThenOthersAreNotConcerned() {
		Consumer<Builder> rules = (policy) -> policy.anyClass().in(ClassContext.LOCAL_SERVER).permitAll();
		assertThat(decide(rules, in(ClassContext.LOCAL_SERVER)).isGranted()).isTrue();
		assertThat(decide(rules, in(ClassContext.SERVER)).isGranted()).isTrue();
		assertThat(decide(rules, in(ClassContext.INPROC_SERVER)).rule()).isEqualTo(NO_RULE);
	}

	@Test
	void authorizeWhenOptionsAreEqualAndContextsNotThenRuleIsNotConcerned() {
		Consumer<Builder> rules = (
				policy) -> policy.anyClass().in(ClassContext.LOCAL_SERVER.or(ClassContext.NO_FAILURE_LOG)).permitAll();
		assertThat(decide(rules, in(ClassContext.INPROC_SERVER.or(ClassContext.NO_FAILURE_LOG))).isGranted()).isFalse();
	}

	@Test
	void authorizeWhenManagerAbstainsThenDenied() {
		assertThat(decide((policy) -> policy.anyClass().access((client, activation) -> null),
				Questions.activate(Questions.LEDGER))
			.isGranted()).isFalse();
	}

	@Test
	void authorizeWhenManagerIsCustomThenItSeesTheQuestion() {
		Consumer<Builder> rules = (policy) -> policy.anyClass()
			.mayAccess()
			.access((client, activation) -> new AuthorizationDecision("read".equals(activation.method())));
		Activation activation = Questions.activate(Questions.LEDGER);
		assertThat(decide(rules, activation.toCall("read")).isGranted()).isTrue();
		assertThat(decide(rules, activation.toCall("write")).isGranted()).isFalse();
	}

	@Test
	void authorizeWhenNoRuleNamesAccessThenThoseWhoMayActivateMayCall() {
		Consumer<Builder> rules = (policy) -> {
			policy.classes("Payroll.*").mayActivate().hasRole("PAYROLL");
			policy.anyClass().permitAll();
		};
		Activation call = Questions.activate(Questions.LEDGER).toCall("post");
		assertThat(decide(rules, call).isGranted()).isFalse();
		assertThat(decide(rules, call, "ROLE_PAYROLL"))
			.isEqualTo(new PolicyDecision(true, "classes Payroll.*: role PAYROLL may activate"));
	}

	@Test
	void authorizeWhenMatchingRuleNamesAccessThenActivationDoesNotImplyIt() {
		Consumer<Builder> rules = (policy) -> {
			policy.classes("Payroll.*").mayActivate().permitAll();
			policy.classes("Payroll.*").mayAccess().hasRole("CLERK");
		};
		Activation call = Questions.activate(Questions.LEDGER).toCall("post");
		assertThat(decide(rules, call).isGranted()).isFalse();
		assertThat(decide(rules, call, "ROLE_CLERK").isGranted()).isTrue();
	}

	@Test
	void authorizeWhenRuleNamesAccessForOtherClassThenActivationImpliesIt() {
		assertThat(decide((policy) -> {
			policy.classes("Other.*").mayAccess().denyAll();
			policy.anyClass().mayActivate().permitAll();
		}, Questions.activate(Questions.LEDGER).toCall("post")).isGranted()).isTrue();
	}

	@Test
	void authorizeWhenRuleOfAnyRightComesFirstThenItDecidesAccessToo() {
		assertThat(decide((policy) -> {
			policy.anyClass().fromLocal().denyAll();
			policy.classes("Payroll.*").mayAccess().permitAll();
		}, Questions.activate(Questions.LEDGER).toCall("post")).isGranted()).isFalse();
	}

	@Test
	void authorizeWhenClassHasSameIdAndOtherNamesThenSearchesAgain() {
		Builder builder = ActivationPolicy.builder();
		builder.classes("Payroll.*").permitAll();
		ActivationPolicy policy = builder.build();
		CoClass unnamed = CoClass.of(Questions.LEDGER.clsid());
		CoClass renamed = new CoClass(Questions.LEDGER.clsid(), new ProgId("Else.Ledger"), null);
		for (int i = 0; i < 2; i++) {
			assertThat(policy.authorize(Questions.client("ann"), Questions.activate(Questions.LEDGER)).isGranted())
				.isTrue();
			assertThat(policy.authorize(Questions.client("ann"), Questions.activate(unnamed)).isGranted()).isFalse();
			assertThat(policy.authorize(Questions.client("ann"), Questions.activate(renamed)).isGranted()).isFalse();
		}
	}

	@Test
	void authorizeWhenAskedAgainThenClientIsLookedAtAgain() {
		Builder builder = ActivationPolicy.builder();
		builder.anyClass().hasRole("A");
		ActivationPolicy policy = builder.build();
		Activation activation = Questions.activate(Questions.LEDGER);
		assertThat(policy.authorize(Questions.client("ann", "ROLE_A"), activation).isGranted()).isTrue();
		assertThat(policy.authorize(Questions.client("bob"), activation).isGranted()).isFalse();
	}

	@Test
	void authorizeWhenFactoryHasRoleHierarchyThenItApplies() {
		DefaultAuthorizationManagerFactory<Object> factory = new DefaultAuthorizationManagerFactory<>();
		factory.setRoleHierarchy(RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_USER"));
		Builder builder = ActivationPolicy.builder(factory);
		builder.anyClass().hasRole("USER");
		assertThat(builder.build()
			.authorize(Questions.client("ann", "ROLE_ADMIN"), Questions.activate(Questions.LEDGER))
			.isGranted()).isTrue();
	}

	@Test
	void buildWhenBuilderGoesOnThenPolicyStays() {
		Builder builder = ActivationPolicy.builder();
		ActivationPolicy policy = builder.build();
		builder.anyClass().permitAll();
		assertThat(policy.authorize(Questions.client("ann"), Questions.activate(Questions.LEDGER)).isGranted())
			.isFalse();
	}

	@Test
	void toStringThenRulesInTheirOrder() {
		Builder builder = ActivationPolicy.builder();
		builder.anyClass().inProcess().permitAll().anyClass().fromLocal().authenticated();
		assertThat(builder.build().toString().lines())
			.containsExactlyElementsOf(List.of("any class in process: everybody may launch, activate or access",
					"any class from local: every authenticated client may launch, activate or access"));
	}

	private static Activation in(ClassContext contexts) {
		return Questions.ask(Right.ACTIVATE, Questions.LEDGER, Origin.LOCAL, contexts);
	}

	private static PolicyDecision decide(Consumer<Builder> rules, Activation activation, String... authorities) {
		Builder builder = ActivationPolicy.builder();
		rules.accept(builder);
		return builder.build().authorize(Questions.client("ann", authorities), activation);
	}

}
