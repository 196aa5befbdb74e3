package io.github.comspring.security;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.CallExtension.Scope;
import io.github.comspring.core.orpc.call.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecurityCallExtensionTests {

	private static final TestingAuthenticationToken ANN = new TestingAuthenticationToken("ann", "secret", "ROLE_A",
			"b");

	private final SecurityContextHolderStrategy securityContexts = SecurityContextHolder.getContextHolderStrategy();

	private final SecurityCallExtension extension = new SecurityCallExtension(this.securityContexts);

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void outgoingWhenNobodyThenNothing() {
		assertThat(this.extension.outgoing()).isNull();
	}

	@Test
	void outgoingWhenLoggedInThenNameAndAuthoritiesAlone() {
		assertThat(CallerIdentity.parse(sent(ANN))).isEqualTo(new CallerIdentity("ann", List.of("ROLE_A", "b")));
		assertThat(new String(sent(ANN))).doesNotContain("secret");
	}

	@Test
	void outgoingWhenRememberedThenSent() {
		assertThat(CallerIdentity
			.parse(sent(new RememberMeAuthenticationToken("key", "ann", AuthorityUtils.createAuthorityList("ROLE_A")))))
			.isEqualTo(new CallerIdentity("ann", List.of("ROLE_A")));
	}

	@Test
	void outgoingWhenAnonymousOrNotYetAuthenticatedThenSentAsAnonymous() {
		TestingAuthenticationToken attempt = new TestingAuthenticationToken("ann", "guess", "ROLE_A");
		attempt.setAuthenticated(false);
		assertThat(CallerIdentity.parse(sent(attempt))).isEqualTo(CallerIdentity.ANONYMOUS);
		assertThat(CallerIdentity.parse(sent(new AnonymousAuthenticationToken("key", "anonymousUser",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")))))
			.isEqualTo(CallerIdentity.ANONYMOUS);
	}

	@Test
	void incomingWhenTrustedThenClientOfTheCaller() {
		byte[] data = sent(ANN);
		Authentication client = during(Callers.trusted("svc"), data);
		assertThat(client).isInstanceOf(RemoteCallerAuthentication.class);
		assertThat(client.getName()).isEqualTo("ann");
		assertThat(client.isAuthenticated()).isTrue();
		assertThat(client.getCredentials()).isNull();
		assertThat(client.getDetails()).isEqualTo("svc");
		assertThat(client.getAuthorities()).extracting("authority").containsExactly("ROLE_A", "b");
	}

	@Test
	void incomingWhenTrustedAndAnonymousThenAnonymous() {
		assertThat(during(Callers.trusted("svc"), CallerIdentity.ANONYMOUS.toBytes()))
			.isInstanceOf(AnonymousAuthenticationToken.class);
	}

	@Test
	void incomingWhenTrustedWithoutDataThenTheApplicationItself() {
		assertProcess(during(Callers.trusted("svc"), null), true);
		assertThat(during(Callers.trusted(null), null)).isInstanceOf(ProcessAuthentication.class);
	}

	@Test
	void incomingWhenNotTrustedThenItsProcessWhateverItSays() {
		assertProcess(during(Callers.untrusted("svc"), sent(ANN)), false);
		assertProcess(during(Callers.untrusted("svc"), new byte[] { 99 }), false);
		assertProcess(during(Callers.untrusted("svc"), null), false);
	}

	@Test
	void incomingWhenNotTrustedAndUserIsUnknownThenAnonymous() {
		assertThat(during(Callers.untrusted(null), sent(ANN))).isInstanceOf(AnonymousAuthenticationToken.class);
	}

	@Test
	void outgoingWhenTheApplicationItselfThenNothing() {
		assertThat(sent(ProcessAuthentication.own("svc"))).isNull();
	}

	@Test
	void outgoingWhenAnotherProcessThenAnonymous() {
		assertThat(CallerIdentity.parse(sent(ProcessAuthentication.other("svc")))).isEqualTo(CallerIdentity.ANONYMOUS);
	}

	@Test
	void incomingThenContextOfBeforeIsNotSeenAndComesBack() {
		SecurityContext before = new SecurityContextImpl(ANN);
		this.securityContexts.setContext(before);
		Scope scope = this.extension.incoming(Callers.untrusted(null), null);
		assertThat(this.securityContexts.getContext()).isNotSameAs(before);
		assertThat(this.securityContexts.getContext().getAuthentication()).isNotSameAs(ANN);
		scope.close();
		assertThat(this.securityContexts.getContext()).isSameAs(before);
		assertThat(before.getAuthentication()).isSameAs(ANN);
	}

	@Test
	void incomingWhenNestedThenEachComesBack() {
		Scope outer = this.extension.incoming(Callers.trusted("svc"), sent(ANN));
		Scope inner = this.extension.incoming(Callers.untrusted("other"), null);
		assertThat(this.securityContexts.getContext().getAuthentication().getName()).isEqualTo("other");
		inner.close();
		assertThat(this.securityContexts.getContext().getAuthentication().getName()).isEqualTo("ann");
		outer.close();
		assertThat(this.securityContexts.getContext().getAuthentication()).isNull();
	}

	@Test
	void incomingWhenMethodReplacesTheContextThenNothingOfItStays() {
		Scope scope = this.extension.incoming(Callers.trusted("svc"), null);
		this.securityContexts.setContext(new SecurityContextImpl(ANN));
		scope.close();
		assertThat(this.securityContexts.getContext().getAuthentication()).isNull();
	}

	@Test
	void incomingWhenDamagedThenAccessDeniedAndContextAsBefore() {
		this.securityContexts.setContext(new SecurityContextImpl(ANN));
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.extension.incoming(Callers.trusted("svc"), new byte[] { 1, 1 }))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		assertThat(this.securityContexts.getContext().getAuthentication()).isSameAs(ANN);
	}

	private byte[] sent(Authentication client) {
		this.securityContexts.setContext(new SecurityContextImpl(client));
		try {
			return this.extension.outgoing();
		}
		finally {
			this.securityContexts.clearContext();
		}
	}

	private Authentication during(Caller caller, byte[] data) {
		Scope scope = this.extension.incoming(caller, data);
		try {
			return this.securityContexts.getContext().getAuthentication();
		}
		finally {
			scope.close();
		}
	}

	private static void assertProcess(Authentication client, boolean own) {
		assertThat(client).isInstanceOfSatisfying(ProcessAuthentication.class,
				(process) -> assertThat(process.isOwn()).isEqualTo(own));
		assertThat(client.getName()).isEqualTo("svc");
		assertThat(client.isAuthenticated()).isFalse();
		assertThat(client.getDetails()).isEqualTo("svc");
		assertThat(client.getAuthorities()).extracting("authority")
			.containsExactly(ProcessAuthentication.LOCAL_PROCESS);
	}

}
