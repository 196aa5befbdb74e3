package io.github.comspring.security;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.comspring.Activation;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.security.AuthorizationAuditListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationEvent;

/**
 * Audits refused activations with all that the question says, so that an operator sees
 * who was refused which class and why; other refusals as Spring Boot does. It takes the
 * place of Boot's own listener, which would not name the class, so that each refusal is
 * one audit event.
 */
public final class ActivationAuditListener extends AuthorizationAuditListener {

	@Override
	public void onApplicationEvent(AuthorizationEvent event) {
		if (event instanceof AuthorizationDeniedEvent<?> && event.getObject() instanceof Activation activation) {
			String client = event.getAuthentication().get().getName();
			publish(new AuditEvent(client, AUTHORIZATION_FAILURE, data(activation, event)));
		}
		else {
			super.onApplicationEvent(event);
		}
	}

	private static Map<String, Object> data(Activation activation, AuthorizationEvent event) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("right", activation.right().name());
		data.put("clsid", activation.coClass().clsid().toString());
		data.put("class", activation.coClass().toString());
		if (activation.method() != null) {
			data.put("method", activation.method());
		}
		data.put("context", activation.context().toString());
		data.put("origin", activation.origin().name());
		data.put("authenticationLevel", activation.authenticationLevel().name());
		data.put("rule", PolicyRefusal.rule(event.getAuthorizationResult()));
		return data;
	}

}
