package io.github.comspring.security;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.SecuredProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The identity of a client in the process that serves it, over a real unix domain socket.
 */
@ExtendWith(NoLeftovers.class)
class CallIdentityTests {

	private static final CoClass WITNESS = new CoClass(Clsid.of("{B7E2A1D4-3C58-4F60-9A1B-7D2E5C8F0A13}"),
			new ProgId("Payroll.Witness.1"), null);

	private static final String USER = ProcessHandle.current().info().user().orElseThrow();

	private final SecurityCallExtension extension = new SecurityCallExtension(
			SecurityContextHolder.getContextHolderStrategy());

	private final AfterCalls afterCalls = new AfterCalls();

	private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void logout() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void callFromTrustedProcessThenMethodSeesItsClient() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("ann", "ROLE_PAYROLL", "SCOPE_read");
			assertThat(witness.get().client()).isEqualTo("ann [ROLE_PAYROLL, SCOPE_read] of " + USER);
			login("bob");
			assertThat(witness.get().client()).isEqualTo("bob [] of " + USER);
		}
	}

	@Test
	void callWithoutClientThenMethodSeesTheProcessWhichHasNotLoggedIn() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			assertThat(witness.get().client()).isEqualTo("not authenticated " + USER + " [LOCAL_PROCESS] of " + USER);
		}
	}

	@Test
	void callForAnonymousClientThenMethodSeesAnonymous() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			anonymous();
			assertThat(witness.get().client()).isEqualTo("anonymousUser [ROLE_ANONYMOUS] of null");
		}
	}

	@Test
	void callFromProcessThatIsNotTrustedThenItSpeaksForItselfAlone() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE);
				ComPointer<Witness> witness = witness(processes)) {
			login("ann", "ROLE_PAYROLL");
			assertThat(witness.get().client()).isEqualTo("not authenticated " + USER + " [LOCAL_PROCESS] of " + USER);
		}
	}

	@Test
	@Tag("SE-15")
	void callWhenMethodReturnsOrThrowsThenThreadIsNobodyAgain() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("ann", "ROLE_PAYROLL");
			witness.get().client();
			assertThatExceptionOfType(ComException.class).isThrownBy(witness.get()::fail);
			assertThat(this.seen).containsExactly("ann", "ann");
			assertThat(this.afterCalls.clients).isNotEmpty().containsOnly("nobody");
		}
	}

	@Test
	void callWhenPolicyOfTheReceiverRefusesThenMethodDoesNotRun() throws IOException {
		try (SecuredProcesses processes = processes(mayAccess("PAYROLL")).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("bob", "ROLE_AUDIT");
			assertDenied(witness.get()::client, "bob");
			assertThat(this.seen).isEmpty();
			login("ann", "ROLE_PAYROLL");
			assertThat(witness.get().client()).startsWith("ann");
		}
	}

	@Test
	void callWhenCallerIsNotTrustedThenItsClaimGrantsNothing() throws IOException {
		try (SecuredProcesses processes = processes(mayAccess("PAYROLL"));
				ComPointer<Witness> witness = witness(processes)) {
			login("ann", "ROLE_PAYROLL");
			assertDenied(witness.get()::client, USER);
			assertThat(this.seen).isEmpty();
		}
	}

	@Test
	void callWhenUserIsRefusedThenSpringSecurityFindsTheRefusal() throws IOException {
		try (SecuredProcesses processes = processes(mayAccess("PAYROLL")).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("bob", "ROLE_AUDIT");
			assertThat(refusal(witness.get()::client)).isOfAnyClassIn(AuthorizationDeniedException.class);
			anonymous();
			assertThat(refusal(witness.get()::client)).isOfAnyClassIn(AuthorizationDeniedException.class);
		}
	}

	@Test
	void callWhenProcessIsRefusedThenItIsNoRefusalOfAUser() throws IOException {
		try (SecuredProcesses processes = processes(mayAccess("PAYROLL"));
				ComPointer<Witness> witness = witness(processes)) {
			assertThat(refusal(witness.get()::client)).isNull();
			login("ann", "ROLE_PAYROLL");
			assertThat(refusal(witness.get()::client)).isNull();
		}
		SecurityContextHolder.clearContext();
		try (SecuredProcesses processes = processes(mayAccess("PAYROLL")).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			assertThat(refusal(witness.get()::client)).isNull();
			assertThatExceptionOfType(ComException.class).isThrownBy(witness.get()::client)
				.withMessageContaining("The application itself (" + USER + ") may not call client of Payroll.Witness.1")
				.withMessageContaining("No user was on its thread")
				.withMessageContaining("localProcess()");
		}
	}

	@Test
	void callWhenMethodItselfRefusesThenAccessDeniedAndSpringSecurityFindsIt() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("bob");
			assertThat(refusal(witness.get()::refuse)).hasMessageContaining("not on Sundays");
			assertDenied(witness.get()::refuse, "not on Sundays");
		}
	}

	@Test
	void localProcessAdmitsTheLaunchingApplicationWithoutUserAlone() throws IOException {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().localProcess();
		try (SecuredProcesses processes = processes(guard(policy)).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			assertThat(witness.get().client()).contains(USER);
			login("ann", "ROLE_ADMIN", "LOCAL_PROCESS");
			assertDenied(witness.get()::client, "ann");
			anonymous();
			assertDenied(witness.get()::client, "anonymousUser");
		}
		SecurityContextHolder.clearContext();
		try (SecuredProcesses processes = processes(guard(policy)); ComPointer<Witness> witness = witness(processes)) {
			assertDenied(witness.get()::client, USER);
		}
	}

	@Test
	void authenticatedNeverAdmitsAProcess() throws IOException {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().authenticated();
		for (boolean trusted : new boolean[] { true, false }) {
			try (SecuredProcesses processes = processes(guard(policy))) {
				if (trusted) {
					processes.trusting();
				}
				try (ComPointer<Witness> witness = witness(processes)) {
					assertDenied(witness.get()::client, USER);
				}
			}
		}
	}

	@Test
	void callWhenIdentityIsTooLongThenItIsNotMade() throws IOException {
		try (SecuredProcesses processes = processes(ActivationGuard.NONE).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			login("x".repeat(CallerIdentity.MAX_LENGTH));
			assertThatExceptionOfType(ComException.class).isThrownBy(witness.get()::client)
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
			assertThat(this.seen).isEmpty();
			SecurityContextHolder.clearContext();
		}
	}

	@Test
	void sameUserAdmitsProcessOfThisUser() throws IOException {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().fromLocal().sameUser();
		try (SecuredProcesses processes = processes(guard(policy)); ComPointer<Witness> witness = witness(processes)) {
			assertThat(witness.get().client()).contains(USER);
		}
	}

	@Test
	void sameUserRefusesProcessOfAnotherUser() throws IOException {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().fromLocal().access(new SameUser(new OwnUser("somebody-else")));
		try (SecuredProcesses processes = processes(guard(policy)); ComPointer<Witness> witness = witness(processes)) {
			assertDenied(witness.get()::client, USER);
		}
	}

	@Test
	void sameUserAdmitsTrustedProcessOfAnotherUser() throws IOException {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().fromLocal().access(new SameUser(new OwnUser("somebody-else")));
		try (SecuredProcesses processes = processes(guard(policy)).trusting();
				ComPointer<Witness> witness = witness(processes)) {
			assertThat(witness.get().client()).contains(USER);
		}
	}

	private SecuredProcesses processes(ActivationGuard guard) throws IOException {
		return new SecuredProcesses(guard, List.of(this.afterCalls, this.extension));
	}

	private ComPointer<Witness> witness(SecuredProcesses processes) {
		return processes.activate(WITNESS, (type) -> new WitnessObject(this.seen), Witness.class);
	}

	private static ActivationGuard mayAccess(String role) {
		ActivationPolicy.Builder policy = ActivationPolicy.builder();
		policy.anyClass().fromLocal().mayAccess().hasRole(role);
		return guard(policy);
	}

	private static ActivationGuard guard(ActivationPolicy.Builder policy) {
		return new SpringSecurityActivationGuard(policy.build(), new SpringAuthorizationEventPublisher((event) -> {
		}), SecurityContextHolder.getContextHolderStrategy());
	}

	private static void login(String name, String... authorities) {
		SecurityContextHolder
			.setContext(new SecurityContextImpl(new TestingAuthenticationToken(name, "secret", authorities)));
	}

	private static void anonymous() {
		SecurityContextHolder.setContext(new SecurityContextImpl(new AnonymousAuthenticationToken("key",
				"anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))));
	}

	/**
	 * Finds what Spring Security would answer a request with.
	 */
	private static Throwable refusal(Runnable call) {
		Throwable cause = assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED))
			.actual();
		while (cause != null && !(cause instanceof AccessDeniedException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static void assertDenied(Runnable call, String client) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED))
			.withMessageContaining(client)
			.withMessageContaining("Payroll.Witness.1");
	}

	private static String nameOfClient() {
		Authentication client = SecurityContextHolder.getContext().getAuthentication();
		return (client != null) ? client.getName() : "nobody";
	}

	/**
	 * Tells in whose name it is called.
	 */
	@ComInterface("{4E0C6B8A-92D1-4D57-8F3E-1A6B9C2D7E05}")
	interface Witness {

		String client();

		void fail();

		void refuse();

	}

	private record WitnessObject(List<String> seen) implements Witness {

		@Override
		public String client() {
			this.seen.add(nameOfClient());
			Authentication client = SecurityContextHolder.getContext().getAuthentication();
			return (client != null)
					? (client.isAuthenticated() ? "" : "not authenticated ") + client.getName() + " "
							+ AuthorityUtils.authorityListToSet(client.getAuthorities()) + " of " + client.getDetails()
					: "nobody";
		}

		@Override
		public void fail() {
			this.seen.add(nameOfClient());
			throw new ComException(HResult.E_FAIL, "It failed as it was told to");
		}

		@Override
		public void refuse() {
			throw new AccessDeniedException("not on Sundays");
		}

	}

	/**
	 * Notes who the client of the thread is when a call has ended: the first extension is
	 * the last to leave.
	 */
	private static final class AfterCalls implements CallExtension {

		private final List<String> clients = Collections.synchronizedList(new ArrayList<>());

		@Override
		public Guid id() {
			return Guid.parse("{0A6D1B9E-5C2F-4B7A-8E3D-9F1C4A7B2E66}");
		}

		@Override
		public byte[] outgoing() {
			return null;
		}

		@Override
		public Scope incoming(Caller caller, byte[] data) {
			return () -> this.clients.add(nameOfClient());
		}

	}

}
