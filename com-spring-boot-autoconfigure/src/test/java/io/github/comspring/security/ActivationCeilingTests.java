package io.github.comspring.security;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;

import static org.assertj.core.api.Assertions.assertThat;

class ActivationCeilingTests {

	@ParameterizedTest
	@Tag("SE-02")
	@CsvSource({ "true,true,true", "true,false,false", "false,true,false", "false,false,false" })
	void overWhenCeilingAndPolicyAnswerThenBothMustGrant(boolean ceiling, boolean policy, boolean granted) {
		AuthorizationManager<Activation> both = new ActivationCeiling(answer(ceiling)).over(answer(policy));
		assertThat(both.authorize(Questions.client("ann"), Questions.activate(Questions.LEDGER)))
			.satisfies((result) -> assertThat(result.isGranted()).isEqualTo(granted));
	}

	@Test
	@Tag("SE-02")
	void overWhenClientLacksRightUnderCeilingThenPolicyIsNotAsked() {
		ActivationPolicy.Builder limit = ActivationPolicy.builder();
		limit.anyClass().mayLaunch().hasRole("OPERATOR");
		limit.anyClass().permitAll();
		AtomicBoolean asked = new AtomicBoolean();
		AuthorizationManager<Activation> capped = new ActivationCeiling(limit.build()).over((client, activation) -> {
			asked.set(true);
			return new AuthorizationDecision(true);
		});
		Activation launch = Questions.ask(Right.LAUNCH, Questions.LEDGER);
		assertThat(capped.authorize(Questions.client("ann"), launch))
			.isEqualTo(new PolicyDecision(false, "the ceiling of this machine: any class: role OPERATOR may launch"));
		assertThat(asked).isFalse();
		assertThat(capped.authorize(Questions.client("bob", "ROLE_OPERATOR"), launch).isGranted()).isTrue();
	}

	@Test
	void overWhenCeilingDoesNotAnswerThenDenied() {
		AuthorizationManager<Activation> capped = new ActivationCeiling((client, activation) -> null)
			.over(answer(true));
		assertThat(capped.authorize(Questions.client("ann"), Questions.activate(Questions.LEDGER)).isGranted())
			.isFalse();
	}

	@Test
	void overWhenPolicyDoesNotAnswerThenNoAnswer() {
		AuthorizationManager<Activation> capped = ActivationCeiling.local().over((client, activation) -> null);
		assertThat(capped.authorize(Questions.client("ann"), Questions.activate(Questions.LEDGER))).isNull();
	}

	@ParameterizedTest
	@EnumSource
	@Tag("SE-02")
	void localThenRefusesOtherMachinesAlone(Origin origin) {
		AuthorizationManager<Activation> capped = ActivationCeiling.local().over(answer(true));
		assertThat(capped.authorize(Questions.client("ann"), Questions.ask(Right.ACTIVATE, Questions.LEDGER, origin))
			.isGranted()).isEqualTo(origin != Origin.REMOTE);
	}

	private static AuthorizationManager<Activation> answer(boolean granted) {
		return (client, activation) -> new AuthorizationDecision(granted);
	}

}
