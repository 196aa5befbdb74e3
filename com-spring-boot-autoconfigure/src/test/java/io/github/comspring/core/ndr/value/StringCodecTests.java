package io.github.comspring.core.ndr.value;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StringCodec}.
 */
class StringCodecTests {

	private final Operation operation = Wire.operation(Names.class);

	@Test
	void textIsFlaggedWordBlobBehindPointer() {
		byte[] bytes = Wire.encode(this.operation, "Hé\u20AC");
		assertThat(bytes).isEqualTo(hex("00000200 03000000 06000000 03000000 4800 e900 ac20"));
		assertThat(Wire.decode(this.operation, bytes)).containsExactly("Hé\u20AC");
	}

	@Test
	void nullIsNullPointer() {
		byte[] bytes = Wire.encode(this.operation, (Object) null);
		assertThat(bytes).isEqualTo(hex("00000000"));
		assertThat(Wire.decode(this.operation, bytes)).containsExactly((Object) null);
	}

	@Test
	void nullBstrOfOtherClientsIsNull() {
		assertThat(Wire.decode(this.operation, hex("00000200 00000000 ffffffff 00000000")))
			.containsExactly((Object) null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "\0", "\uD83D\uDE00", "\uDE00\uD83D lone surrogates", "\uFFFF" })
	void everyCodeUnitComesBack(String text) {
		assertThat(Wire.roundTrip(this.operation, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "02000000 02000000 01000000 4100", "01000000 04000000 01000000 4100",
			"01000000 03000000 01000000 4100", "ffffff7f feffffff ffffff7f 4100", "00000080 00000000 00000080",
			"ffffffff ffffffff ffffffff 4100" })
	void lengthsThatDisagreeAreRefused(String blob) {
		assertBadStub(() -> Wire.decode(this.operation, hex("00000200", blob)));
	}

	@ComInterface(Wire.IID)
	interface Names {

		void put(String name);

	}

}
