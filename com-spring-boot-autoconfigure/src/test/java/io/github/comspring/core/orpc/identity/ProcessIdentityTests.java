package io.github.comspring.core.orpc.identity;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.identity.ProcessIdentity.Introduced;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who a process is believed to be that introduces itself.
 */
class ProcessIdentityTests {

	private final ProcessNumber number = ProcessNumber.random();

	private static byte[] token(ProcessNumber number, @Nullable String secret) {
		return ProcessIdentity.client(number, secret).exchange(new byte[0]);
	}

	private static @Nullable Object introduce(byte[] token, @Nullable String secret) {
		ProcessIdentity server = ProcessIdentity.server(secret);
		assertThat(server.exchange(token)).isEmpty();
		return server.principal();
	}

	private static void assertRefused(byte[] token, @Nullable String secret) {
		ProcessIdentity server = ProcessIdentity.server(secret);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> server.exchange(token))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		assertThat(server.isEstablished()).isFalse();
		assertThat(server.principal()).isNull();
	}

	@Test
	void introducedThenByItsNumber() {
		assertThat(introduce(token(this.number, null), null)).isEqualTo(new Introduced(this.number.oxid(), false));
		assertThat(introduce(token(this.number, null), "secret")).isEqualTo(new Introduced(this.number.oxid(), false));
		assertThat(introduce(token(this.number, "secret"), "secret"))
			.isEqualTo(new Introduced(this.number.oxid(), true));
	}

	@Test
	void wrongSecretThenRefused() {
		assertRefused(token(this.number, "other"), "secret");
		assertRefused(token(this.number, "secret"), null);
	}

	@Test
	void numberWithoutWhatItWasMadeOfThenAnotherNumber() {
		ProcessNumber forged = new ProcessNumber(this.number.oxid(), ProcessNumber.random().proof());
		assertThat(introduce(token(forged, null), null)).isNotEqualTo(new Introduced(this.number.oxid(), false));
		byte[] padded = ByteBuffer.allocate(ProcessNumber.PROOF).putLong(this.number.oxid()).array();
		assertThat(introduce(padded, null)).isNotEqualTo(new Introduced(this.number.oxid(), false));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 8, ProcessNumber.PROOF - 1 })
	void introductionIsTooShortThenRefused(int length) {
		assertRefused(Arrays.copyOf(this.number.proof(), length), null);
	}

	@Test
	void numbersThenPositiveAndDifferent() {
		assertThat(this.number.oxid()).isPositive().isNotEqualTo(ProcessNumber.random().oxid());
		assertThat(ProcessNumber.of(this.number.proof())).isEqualTo(this.number.oxid());
	}

}
