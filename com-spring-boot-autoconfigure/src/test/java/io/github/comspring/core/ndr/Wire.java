package io.github.comspring.core.ndr;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Encodes and decodes the arguments of the one operation of an interface, and reads bytes
 * that are written as hexadecimal digits with spaces.
 */
public final class Wire {

	/** For any interface of a test: nothing looks it up. */
	public static final String IID = "{6F1D2C3B-4A59-4E68-9777-85A4B3C2D1E0}";

	private Wire() {
	}

	public static Operation operation(Class<?> type) {
		return RemotableInterface.of(type).operations().get(0);
	}

	public static Operation operation(Class<?> type, String name) {
		return RemotableInterface.of(type)
			.operations()
			.stream()
			.filter((each) -> each.method().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	public static byte[] encode(Operation operation, @Nullable Object... arguments) {
		NdrWriter out = new NdrWriter(new TestPointers());
		operation.writeArguments(out, arguments);
		return bytes(out);
	}

	public static @Nullable Object[] decode(Operation operation, byte[] bytes) {
		return operation.readArguments(reader(bytes));
	}

	public static @Nullable Object roundTrip(Operation operation, @Nullable Object argument) {
		return decode(operation, encode(operation, argument))[0];
	}

	public static NdrReader reader(byte[] bytes) {
		return new NdrReader(ByteBuffer.wrap(bytes), new TestPointers());
	}

	public static byte[] bytes(NdrWriter out) {
		byte[] bytes = new byte[out.position()];
		out.toBuffer().get(bytes);
		return bytes;
	}

	public static byte[] hex(String... lines) {
		return HexFormat.of().parseHex(String.join("", lines).replace(" ", ""));
	}

	public static void assertBadStub(ThrowingCallable call) {
		assertFails(call, HResult.RPC_X_BAD_STUB_DATA);
	}

	public static void assertFails(ThrowingCallable call, HResult expected) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

}
