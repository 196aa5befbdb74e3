package io.github.comspring.core.ndr.composite;

import java.util.Optional;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionalCodec}.
 */
class OptionalCodecTests {

	private final Operation operation = Wire.operation(Optionals.class);

	@Test
	void optionalIsStructureOfOnePointer() {
		assertThat(Wire.encode(this.operation, Optional.of(5))).isEqualTo(hex("00000200 04000200 05000000"));
		assertThat(Wire.encode(this.operation, Optional.empty())).isEqualTo(hex("00000200 00000000"));
		assertThat(Wire.encode(this.operation, (Object) null)).isEqualTo(hex("00000000"));
	}

	@Test
	void presentEmptyAndNullComeBack() {
		assertThat(Wire.roundTrip(this.operation, Optional.of(5))).isEqualTo(Optional.of(5));
		assertThat(Wire.roundTrip(this.operation, Optional.empty())).isEqualTo(Optional.empty());
		assertThat(Wire.roundTrip(this.operation, null)).isNull();
	}

	@ComInterface(Wire.IID)
	interface Optionals {

		void optional(Optional<Integer> value);

	}

}
