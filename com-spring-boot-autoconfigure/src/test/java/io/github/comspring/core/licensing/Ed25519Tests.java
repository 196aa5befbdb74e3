package io.github.comspring.core.licensing;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Ed25519Tests {

	private final KeyPair keys = Vendor.keyPair("Ed25519");

	@Test
	void signatureOfTheOwnerIsGoodForThisTextAlone() {
		String signature = Ed25519.sign(this.keys.getPrivate(), "text ☂");
		assertThat(Ed25519.verify(this.keys.getPublic(), "text ☂", signature)).isTrue();
		assertThat(Ed25519.verify(this.keys.getPublic(), "text", signature)).isFalse();
		assertThat(Ed25519.verify(Vendor.keyPair("Ed25519").getPublic(), "text ☂", signature)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "AAAA", "+/+/", "☂", "\n" })
	void anyOtherTextIsNoSignature(String signature) {
		assertThat(Ed25519.verify(this.keys.getPublic(), "text", signature)).isFalse();
	}

	@Test
	void otherTextOfTheSameBytesIsRefused() {
		String signature = Ed25519.sign(this.keys.getPrivate(), "text");
		// Four bits of the last character mean nothing
		String other = signature.substring(0, 85) + (char) (signature.charAt(85) + 1);
		assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(Base64.getUrlDecoder().decode(signature));
		assertThat(Ed25519.verify(this.keys.getPublic(), "text", other)).isFalse();
		assertThat(Ed25519.verify(this.keys.getPublic(), "text", signature + "==")).isFalse();
	}

	@Test
	void signatureFollowedByZerosIsRefused() {
		String signature = Ed25519.sign(this.keys.getPrivate(), "text");
		byte[] longer = Arrays.copyOf(Base64.getUrlDecoder().decode(signature), 65);
		String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(longer);
		assertThat(Ed25519.verify(this.keys.getPublic(), "text", encoded)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RSA", "Ed448", "EC" })
	void keyOfAnotherAlgorithmIsRefused(String algorithm) {
		KeyPair other = Vendor.keyPair(algorithm);
		assertRefused(() -> Ed25519.sign(other.getPrivate(), "text"), "private key");
		assertRefused(() -> Ed25519.verify(other.getPublic(), "text", ""), "public key");
	}

	private static void assertRefused(Runnable call, String key) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call::run)
			.withMessageContaining(key)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

}
