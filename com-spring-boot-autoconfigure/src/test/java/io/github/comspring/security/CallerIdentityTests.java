package io.github.comspring.security;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallerIdentityTests {

	@ParameterizedTest
	@ValueSource(strings = { "ann", "", "Łukasz \uD83D\uDE00 \u0000", "DOMAIN\\ann" })
	void parseWhatWasWrittenThenSame(String name) {
		CallerIdentity identity = new CallerIdentity(name, List.of("ROLE_A", "SCOPE_b:c", ""));
		assertThat(CallerIdentity.parse(identity.toBytes())).isEqualTo(identity);
	}

	@Test
	void parseAnonymousThenAnonymous() {
		assertThat(CallerIdentity.parse(CallerIdentity.ANONYMOUS.toBytes())).isEqualTo(CallerIdentity.ANONYMOUS);
	}

	@Test
	void ofAuthenticationThenAuthoritiesThatHaveTextInTheirOrder() {
		GrantedAuthority opaque = () -> null;
		TestingAuthenticationToken client = new TestingAuthenticationToken("ann", "secret",
				List.of(new SimpleGrantedAuthority("B"), opaque, new SimpleGrantedAuthority("A")));
		assertThat(CallerIdentity.of(client)).isEqualTo(new CallerIdentity("ann", List.of("B", "A")));
	}

	@Test
	void toBytesWhenTooLongThenAccessDenied() {
		assertDenied(() -> new CallerIdentity("x".repeat(70_000), List.of()).toBytes());
		assertDenied(() -> new CallerIdentity("ann", Collections.nCopies(10_000, "ROLE_A")).toBytes());
	}

	@Test
	void toBytesWhenAsLongAsAllowedThenParsed() {
		int overhead = new CallerIdentity("", List.of()).toBytes().length;
		CallerIdentity identity = new CallerIdentity("x".repeat(CallerIdentity.MAX_LENGTH - overhead), List.of());
		assertThat(CallerIdentity.parse(identity.toBytes())).isEqualTo(identity);
		assertDenied(() -> new CallerIdentity(identity.name() + "x", List.of()).toBytes());
	}

	@Test
	void parseWhenCutAnywhereThenAccessDenied() {
		byte[] bytes = new CallerIdentity("ann", List.of("ROLE_A", "ROLE_B")).toBytes();
		for (int i = 0; i < bytes.length; i++) {
			byte[] cut = Arrays.copyOf(bytes, i);
			assertDenied(() -> CallerIdentity.parse(cut));
		}
	}

	@Test
	void parseWhenSomethingFollowsThenAccessDenied() {
		byte[] bytes = CallerIdentity.ANONYMOUS.toBytes();
		assertDenied(() -> CallerIdentity.parse(Arrays.copyOf(bytes, bytes.length + 1)));
	}

	@Test
	void parseWhenOtherVersionThenAccessDenied() {
		byte[] bytes = new CallerIdentity("ann", List.of()).toBytes();
		bytes[0]++;
		assertDenied(() -> CallerIdentity.parse(bytes));
	}

	@Test
	void parseWhenCountLiesThenAccessDeniedWithoutMemory() {
		byte[] bytes = new CallerIdentity("", List.of()).toBytes();
		Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0x7F);
		assertDenied(() -> CallerIdentity.parse(bytes));
		Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xFF);
		assertDenied(() -> CallerIdentity.parse(bytes));
	}

	@Test
	void parseWhenTooLongThenAccessDenied() {
		assertDenied(() -> CallerIdentity.parse(new byte[CallerIdentity.MAX_LENGTH + 1]));
	}

	private static void assertDenied(Runnable action) {
		assertThatExceptionOfType(ComException.class).isThrownBy(action::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
	}

}
