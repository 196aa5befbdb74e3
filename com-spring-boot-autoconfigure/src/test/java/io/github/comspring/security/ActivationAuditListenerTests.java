package io.github.comspring.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationGrantedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ActivationAuditListenerTests {

	private final ActivationAuditListener listener = new ActivationAuditListener();

	private final List<AuditEvent> audited = new ArrayList<>();

	@BeforeEach
	void publish() {
		this.listener
			.setApplicationEventPublisher((event) -> this.audited.add(((AuditApplicationEvent) event).getAuditEvent()));
	}

	@Test
	void onApplicationEventWhenActivationDeniedThenAuditsQuestionAndRule() {
		Activation call = Questions.ask(Right.ACTIVATE, Questions.LEDGER, Origin.LOCAL).toCall("post");
		this.listener.onApplicationEvent(denied(call, new PolicyDecision(false, "any class: nobody may access")));
		AuditEvent event = this.audited.get(0);
		assertThat(this.audited).hasSize(1);
		assertThat(event.getPrincipal()).isEqualTo("ann");
		assertThat(event.getType()).isEqualTo("AUTHORIZATION_FAILURE");
		assertThat(event.getData()).containsOnly(entry("right", "ACCESS"),
				entry("clsid", "{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
				entry("class", "Payroll.Ledger.1 {3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"), entry("method", "post"),
				entry("context", "INPROC_SERVER|INPROC_HANDLER|LOCAL_SERVER|REMOTE_SERVER"), entry("origin", "LOCAL"),
				entry("authenticationLevel", "PACKET_PRIVACY"), entry("rule", "any class: nobody may access"));
	}

	@Test
	void onApplicationEventWhenNoMethodThenNamesNone() {
		this.listener
			.onApplicationEvent(denied(Questions.activate(Questions.NAMELESS), new AuthorizationDecision(false)));
		assertThat(this.audited).singleElement()
			.satisfies((event) -> assertThat(event.getData()).doesNotContainKey("method")
				.containsEntry("rule", "AuthorizationDecision [granted=false]"));
	}

	@Test
	void onApplicationEventWhenOtherObjectDeniedThenAuditsAsBootDoes() {
		this.listener.onApplicationEvent(denied("a page", new AuthorizationDecision(false)));
		assertThat(this.audited).singleElement().satisfies((event) -> assertThat(event.getData()).isEqualTo(Map.of()));
	}

	@Test
	void onApplicationEventWhenGrantedThenAuditsNothing() {
		this.listener.onApplicationEvent(new AuthorizationGrantedEvent<>(Questions.client("ann"),
				Questions.activate(Questions.LEDGER), new AuthorizationDecision(true)));
		assertThat(this.audited).isEmpty();
	}

	private static <T> AuthorizationDeniedEvent<T> denied(T object, AuthorizationResult result) {
		return new AuthorizationDeniedEvent<>(Questions.client("ann"), object, result);
	}

}
