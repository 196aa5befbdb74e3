package io.github.comspring.core.ndr.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InterfaceCodec}.
 */
class InterfaceCodecTests {

	@Test
	void objectIsMarshalledInterfacePointer() {
		Operation operation = Wire.operation(Objects.class, "callback");
		Callback callback = () -> {
		};
		byte[] bytes = Wire.encode(operation, callback, (byte) 6);
		assertThat(bytes).hasSize(17).startsWith(hex("00000200 03000000 03000000 4d50")).endsWith(hex("00 06"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(callback, (byte) 6);
	}

	@Test
	void paddingAfterLastPointerMayBeMissing() {
		Operation operation = Wire.operation(Objects.class, "input");
		InputStream stream = new ByteArrayInputStream(new byte[0]);
		byte[] bytes = Wire.encode(operation, stream);
		assertThat(Wire.decode(operation, Arrays.copyOf(bytes, bytes.length - 1))).containsExactly(stream);
	}

	@Test
	void streamsAndListsOfObjectsAreInterfacePointers() {
		InputStream input = new ByteArrayInputStream(new byte[0]);
		OutputStream output = new ByteArrayOutputStream();
		Callback callback = () -> {
		};
		assertThat(Wire.roundTrip(Wire.operation(Objects.class, "input"), input)).isSameAs(input);
		assertThat(Wire.roundTrip(Wire.operation(Objects.class, "output"), output)).isSameAs(output);
		assertThat(Wire.roundTrip(Wire.operation(Objects.class, "callbacks"), List.of(callback)))
			.isEqualTo(List.of(callback));
		assertThat(Wire.roundTrip(Wire.operation(Objects.class, "input"), null)).isNull();
	}

	@Test
	void failuresOfMarshallingComeThroughAsTheyAre() {
		Operation operation = Wire.operation(Objects.class, "input");
		Wire.assertFails(() -> Wire.encode(operation, "no stream"), HResult.E_NOINTERFACE);
		Wire.assertFails(() -> Wire.decode(operation, hex("00000200 04000000 04000000 00000000")),
				HResult.RPC_E_INVALID_OBJREF);
	}

	@Test
	void lengthsThatDisagreeAreRefused() {
		Operation operation = Wire.operation(Objects.class, "input");
		assertBadStub(() -> Wire.decode(operation, hex("00000200 04000000 03000000 00000000")));
		assertBadStub(() -> Wire.decode(operation, hex("00000200 ffffff7f ffffff7f 00000000")));
	}

	@ComInterface(Wire.IID)
	interface Objects {

		void callback(Callback callback, byte next);

		void callbacks(List<Callback> callbacks);

		void input(InputStream stream);

		void output(OutputStream stream);

	}

	@ComInterface("{6F1D2C3B-4A59-4E68-9777-85A4B3C2D1E1}")
	interface Callback {

		void call();

	}

}
