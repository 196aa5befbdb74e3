package io.github.comspring.core.licensing;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.licensing.SignedText.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignedTextTests {

	private final KeyPair keys = Vendor.keyPair("Ed25519");

	private final PublicKey publicKey = this.keys.getPublic();

	@ParameterizedTest
	@EnumSource
	void signedValuesAreReadBack(Format format) throws SignatureException {
		SignedText text = new SignedText(format).with("holder", Stream.of("signature=Müller & Söhne = ☂"))
			.with("feature", Stream.of("a", "", "c"))
			.with("none", Stream.of());
		SignedText read = SignedText.verify(format, text.sign(this.keys.getPrivate()), this.publicKey);
		assertThat(read).isEqualTo(text);
		assertThat(read.all("feature")).containsExactly("a", "", "c");
		assertThat(read.first("holder")).contains("signature=Müller & Söhne = ☂");
		assertThat(read.first("none")).isEmpty();
	}

	@Test
	void textIsReadable() {
		SignedText text = new SignedText(Format.MACHINE_LICENSE).with("holder", Stream.of("Example"));
		assertThat(text.sign(this.keys.getPrivate()))
			.matches("comspring-license-1\nholder=Example\nsignature=[A-Za-z0-9_-]{86}");
	}

	@ParameterizedTest
	@EnumSource
	void eachAlteredCharacterIsNoticed(Format format) throws SignatureException {
		String signed = new SignedText(format).with("feature", Stream.of("ocr")).sign(this.keys.getPrivate());
		SignedText.verify(format, signed, this.publicKey);
		for (int i = 0; i < signed.length(); i++) {
			StringBuilder altered = new StringBuilder(signed);
			altered.setCharAt(i, (char) (signed.charAt(i) ^ 1));
			assertRefused(format, altered.toString());
			assertRefused(format, signed.substring(0, i));
		}
		assertRefused(format, signed + "A");
		assertRefused(format, signed + "=");
		assertRefused(format, signed + " ");
	}

	@Test
	void oneFormatDoesNotPassForAnother() {
		String key = new SignedText(Format.RUNTIME_KEY).sign(this.keys.getPrivate());
		assertRefused(Format.MACHINE_LICENSE, key);
		assertRefused(Format.MACHINE_LICENSE, key.replace(';', '\n'));
		assertRefused(Format.MACHINE_LICENSE, key.replace(';', '\n').replace("-key-", "-license-"));
	}

	@Test
	void otherVendorsSignatureIsRefused() {
		assertRefused(Format.RUNTIME_KEY,
				new SignedText(Format.RUNTIME_KEY).sign(Vendor.keyPair("Ed25519").getPrivate()));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", ";", "\n", "signature=", ";signature=", "comspring-key-1", "comspring-key-1;signature=",
					"comspring-key-1;signature=\u2602", "comspring-key-1;signature=AAAA", "\ud800;signature=AAAA" })
	void anythingElseIsRefused(String text) {
		assertRefused(Format.RUNTIME_KEY, text);
		assertRefused(Format.MACHINE_LICENSE, text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ocr\nclass={6F0F2D4E-0001-4BCD-8DEF-0123456789AB}", "ocr\r", "ocr\t", "\u0085" })
	void valueThatCouldPassForSomethingElseIsNotSigned(String value) {
		SignedText text = new SignedText(Format.MACHINE_LICENSE);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> text.with("feature", Stream.of(value)))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@Test
	void separatorOfTheFormatIsNotSigned() {
		SignedText license = new SignedText(Format.MACHINE_LICENSE);
		assertThat(license.with("runtime-key", Stream.of("a;b")).first("runtime-key")).contains("a;b");
		SignedText key = new SignedText(Format.RUNTIME_KEY);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> key.with("feature", Stream.of("a;b")))
			.withMessageContaining("'a;b'")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	private void assertRefused(Format format, String text) {
		assertThatExceptionOfType(SignatureException.class).as(text)
			.isThrownBy(() -> SignedText.verify(format, text, this.publicKey));
	}

}
