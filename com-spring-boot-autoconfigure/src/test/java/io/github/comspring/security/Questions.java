package io.github.comspring.security;

import java.util.function.Supplier;

import io.github.comspring.Activation;
import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Iid;
import io.github.comspring.ProgId;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Classes, questions and clients for the tests of policies.
 */
final class Questions {

	static final AppId PAYROLL = AppId.of("{9A1C6E64-33F7-4C28-9C57-6E4E0B7A1F01}");

	static final CoClass LEDGER = new CoClass(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
			new ProgId("Payroll.Ledger.1"), PAYROLL);

	static final CoClass NAMELESS = CoClass.of(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A2}"));

	private Questions() {
	}

	static Activation ask(Right right, CoClass coClass, Origin origin, ClassContext contexts) {
		return new Activation(right, coClass, Iid.UNKNOWN, null, contexts, origin, AuthenticationLevel.PACKET_PRIVACY);
	}

	static Activation ask(Right right, CoClass coClass, Origin origin) {
		return ask(right, coClass, origin, ClassContext.ALL);
	}

	static Activation ask(Right right, CoClass coClass) {
		return ask(right, coClass, Origin.LOCAL);
	}

	static Activation activate(CoClass coClass) {
		return ask(Right.ACTIVATE, coClass);
	}

	static Supplier<Authentication> client(String name, String... authorities) {
		Authentication authentication = new TestingAuthenticationToken(name, "secret", authorities);
		return () -> authentication;
	}

}
