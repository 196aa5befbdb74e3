package io.github.comspring.core.orpc.wire;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ObjRef}.
 */
class ObjRefTests {

	private static final List<Endpoint> ENDPOINTS = List.of(new UnixEndpoint(Path.of("/run/com/1.sock")),
			new TcpEndpoint("127.0.0.1", 49200));

	private static ObjRef reference(List<Endpoint> endpoints) {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, 5, Long.MAX_VALUE, 7, Guid.random());
		return new ObjRef(Iid.UNKNOWN, target, new StringBindings(endpoints));
	}

	@Test
	void toBytesThenParsesToTheSame() {
		ObjRef reference = reference(ENDPOINTS);
		assertThat(ObjRef.parse(reference.toBytes())).isEqualTo(reference);
	}

	@Test
	void toBytesThenLayoutOfTheSpecification() {
		byte[] bytes = reference(List.of()).toBytes();
		assertThat(Arrays.copyOf(bytes, 8)).containsExactly('M', 'E', 'O', 'W', 1, 0, 0, 0);
		// No string bindings but their end, then one security binding and its end
		assertThat(Arrays.copyOfRange(bytes, 64, bytes.length)).containsExactly(5, 0, 1, 0, 0, 0, 0x0A, 0, 0xFF, 0xFF,
				0, 0, 0, 0);
	}

	@Test
	void parseOfEachShorterLengthThenInvalidReference() {
		byte[] bytes = reference(ENDPOINTS).toBytes();
		for (int length = 0; length < bytes.length; length++) {
			assertInvalid(Arrays.copyOf(bytes, length));
		}
	}

	@Test
	void parseOfOtherFormThenInvalidReference() {
		byte[] bytes = reference(ENDPOINTS).toBytes();
		bytes[4] = 4;
		assertInvalid(bytes);
		bytes[4] = 1;
		bytes[0] = 'W';
		assertInvalid(bytes);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 0x10000 })
	void parseOfPortThatIsNoneThenInvalidReference(int port) {
		assertInvalid(reference(List.of(new TcpEndpoint("127.0.0.1", port))).toBytes());
	}

	@Test
	void parseWhenBindingsDoNotEndThenInvalidReference() {
		byte[] bytes = reference(ENDPOINTS).toBytes();
		// The text of the last entry runs into the end
		Arrays.fill(bytes, 68, bytes.length, (byte) 'x');
		bytes[66] = (byte) 0xFF;
		bytes[67] = (byte) 0xFF;
		bytes[68] = TcpEndpoint.TOWER;
		bytes[69] = 0;
		assertInvalid(bytes);
	}

	private static void assertInvalid(byte[] bytes) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> ObjRef.parse(bytes))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_INVALID_OBJREF));
	}

}
