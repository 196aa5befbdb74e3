package io.github.comspring.core.orpc.identity;

import java.util.Arrays;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who a process is believed to be that introduces itself.
 */
class ProcessIdentityTests {

	private static final Endpoint ENDPOINT = Endpoint.parse("unix:/run/process.sock");

	private final ProcessKey own = ProcessKey.random();

	private final ProcessKey other = ProcessKey.random();

	private static byte[] bytes(Token token) {
		return ProcessIdentity.client(token).exchange(new byte[0]);
	}

	/**
	 * What the other process shows, given what lets it in.
	 */
	private Token token(byte @Nullable [] ticket, @Nullable String secret) {
		return Token.of(this.other, List.of(ENDPOINT),
				new Contact(ENDPOINT, this.own.oxid(), ticket, null, secret, true));
	}

	private Introduced introduce(byte[] token, @Nullable String secret) {
		ProcessIdentity server = ProcessIdentity.server(this.own, secret);
		assertThat(server.exchange(token)).isEmpty();
		assertThat(server.isEstablished()).isTrue();
		return (Introduced) server.principal();
	}

	private void assertRefused(byte[] token, @Nullable String secret) {
		ProcessIdentity server = ProcessIdentity.server(this.own, secret);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> server.exchange(token))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		assertThat(server.isEstablished()).isFalse();
		assertThat(server.principal()).isNull();
	}

	@Test
	void ticketOfThisProcessThenIntroducedAndCanBeCalledBack() {
		Introduced introduced = introduce(bytes(token(this.own.ticket(this.other.oxid()), null)), "secret");
		assertThat(introduced.oxid()).isEqualTo(this.other.oxid());
		assertThat(introduced.isTrusted()).isFalse();
		assertThat(introduced.key()).isNull();
		assertThat(introduced.endpoints()).containsExactly(ENDPOINT);
		assertThat(introduced.ticketBack(this.own.oxid())).isEqualTo(this.other.ticket(this.own.oxid()));
	}

	@Test
	void keyThenIntroducedAndOthersCanBeIntroducedToIt() {
		Introduced introduced = introduce(bytes(Token.of(this.other, List.of(), (String) null)), null);
		assertThat(introduced.oxid()).isEqualTo(this.other.oxid());
		assertThat(introduced.endpoints()).isEmpty();
		assertThat(introduced.key().ticket(4711)).isEqualTo(this.other.ticket(4711));
		assertThat(introduced.ticketBack(4711)).isEqualTo(this.other.ticket(4711));
	}

	@Test
	void secretThenTrusted() {
		assertThat(introduce(bytes(token(this.own.ticket(this.other.oxid()), "secret")), "secret").isTrusted())
			.isTrue();
		assertThat(introduce(bytes(token(null, "secret")), "secret").oxid()).isEqualTo(this.other.oxid());
		assertThat(introduce(bytes(Token.of(this.other, List.of(), "secret")), "secret").isTrusted()).isTrue();
	}

	@Test
	void keyToTheOtherOneThenKeyholder() {
		assertThat(introduce(bytes(tokenFor(this.own)), null).isKeyholder()).isTrue();
		assertThat(introduce(bytes(tokenFor(ProcessKey.random())), null).isKeyholder()).isFalse();
		assertThat(introduce(bytes(tokenFor(null)), null).isKeyholder()).isFalse();
	}

	private Token tokenFor(ProcessKey known) {
		byte[] ticket = this.own.ticket(this.other.oxid());
		return Token.of(this.other, List.of(), new Contact(ENDPOINT, this.own.oxid(), ticket, known, null, true));
	}

	@Test
	void wrongSecretThenRefused() {
		byte[] ticket = this.own.ticket(this.other.oxid());
		assertRefused(bytes(token(ticket, "other")), "secret");
		assertRefused(bytes(token(ticket, "secret")), null);
		assertRefused(bytes(token(null, "other")), "secret");
	}

	@Test
	void noTicketOrThatOfAnotherThenRefused() {
		assertRefused(bytes(token(null, null)), "secret");
		assertRefused(bytes(token(this.own.ticket(4711), null)), null);
		assertRefused(bytes(token(ProcessKey.random().ticket(this.other.oxid()), null)), null);
		assertRefused(bytes(token(this.other.ticket(this.own.oxid()), null)), null);
	}

	@Test
	void keyOfAnotherProcessThenRefusedWhoeverIsTrusted() {
		Token forged = new Token(this.other.oxid(), ProcessKey.random(), null, null, null, List.of(), "");
		assertRefused(bytes(forged), null);
		assertRefused(bytes(new Token(this.other.oxid(), ProcessKey.random(), null, null, null, List.of(), "secret")),
				"secret");
	}

	@Test
	void anyPartOfAnIntroductionThenRefused() {
		byte[] whole = bytes(token(this.own.ticket(this.other.oxid()), null));
		for (int length = 0; length < whole.length; length++) {
			assertRefused(Arrays.copyOf(whole, length), null);
		}
		byte[] elsewhere = whole.clone();
		elsewhere[whole.length - ENDPOINT.toString().length()] = 'x';
		assertRefused(elsewhere, null);
	}

	@Test
	void numbersThenPositiveAndDifferent() {
		assertThat(this.own.oxid()).isPositive().isNotEqualTo(this.other.oxid());
		assertThat(ProcessKey.of(this.own.bytes()).oxid()).isEqualTo(this.own.oxid());
		assertThat(token(null, "secret").toString()).doesNotContain("secret");
	}

	@Test
	void equalThenOneProcessWithTheSameRights() {
		Introduced some = introduce(bytes(token(this.own.ticket(this.other.oxid()), null)), null);
		assertThat(introduce(bytes(Token.of(this.other, List.of(), (String) null)), null)).isEqualTo(some)
			.hasSameHashCodeAs(some);
		assertThat(introduce(bytes(token(null, "secret")), "secret")).isNotEqualTo(some);
	}

}
