package io.github.comspring.core.ndr.value;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnumCodec}.
 */
class EnumCodecTests {

	private final Operation operation = Wire.operation(Enums.class);

	@Test
	void constantIsItsOrdinal() {
		assertThat(Wire.encode(this.operation, Colour.GREEN)).isEqualTo(hex("00000200 01000000"));
		for (Colour colour : Colour.values()) {
			assertThat(Wire.roundTrip(this.operation, colour)).isSameAs(colour);
		}
		assertThat(Wire.roundTrip(this.operation, null)).isNull();
	}

	@Test
	void unknownOrdinalIsRefused() {
		assertBadStub(() -> Wire.decode(this.operation, hex("00000200 02000000")));
		assertBadStub(() -> Wire.decode(this.operation, hex("00000200 ffffffff")));
	}

	enum Colour {

		RED,

		/** A constant with a class of its own. */
		GREEN {
			@Override
			public String toString() {
				return "green";
			}
		}

	}

	@ComInterface(Wire.IID)
	interface Enums {

		void colour(Colour colour);

	}

}
