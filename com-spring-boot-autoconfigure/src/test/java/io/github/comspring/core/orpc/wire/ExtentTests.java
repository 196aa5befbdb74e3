package io.github.comspring.core.orpc.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Extent}, and for {@link OrpcThis} and {@link OrpcThat}, which carry
 * them.
 */
class ExtentTests {

	private static final InterfacePointers NONE = mock(InterfacePointers.class);

	private static final Guid KIND = Guid.parse("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C0C}");

	private static byte[] written(Consumer<NdrWriter> content) {
		NdrWriter out = new NdrWriter(NONE);
		content.accept(out);
		ByteBuffer buffer = out.toBuffer();
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

	private static NdrReader reader(byte[] bytes) {
		return new NdrReader(ByteBuffer.wrap(bytes), NONE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void writeThenReadsTheSame(int count) {
		Extent[] extents = new Extent[count];
		Arrays.setAll(extents, (i) -> new Extent(Guid.random(), new byte[] { 1, 2, 3, (byte) i }));
		byte[] bytes = written((out) -> new OrpcThis(KIND, List.of(extents)).write(out));
		OrpcThis read = OrpcThis.read(reader(bytes));
		assertThat(read.causality()).isEqualTo(KIND);
		assertThat(read.extents()).usingRecursiveComparison().isEqualTo(List.of(extents));
	}

	@Test
	void writeThenSlotsInPairsAndDataInEights() {
		byte[] bytes = written((out) -> Extent.writeAll(out, List.of(new Extent(KIND, new byte[9]))));
		NdrReader in = reader(bytes);
		assertThat(in.readReferent()).isTrue();
		assertThat(in.readInt()).isEqualTo(1);
		assertThat(in.readInt()).isZero();
		assertThat(in.readReferent()).isTrue();
		assertThat(in.readInt()).isEqualTo(2);
		assertThat(in.readReferent()).isTrue();
		assertThat(in.readReferent()).isFalse();
		assertThat(in.readInt()).isEqualTo(16);
		assertThat(in.readGuid()).isEqualTo(KIND);
		assertThat(in.readInt()).isEqualTo(9);
		assertThat(in.remaining()).isEqualTo(16);
	}

	@Test
	void findThenDataOfThatKind() {
		List<Extent> extents = List.of(new Extent(Guid.random(), new byte[1]), new Extent(KIND, new byte[2]));
		assertThat(Extent.find(extents, KIND)).hasSize(2);
		assertThat(Extent.find(extents, Guid.random())).isNull();
	}

	@Test
	void readOfEachShorterLengthThenBadStubData() {
		byte[] bytes = written((out) -> new OrpcThat(List.of(new Extent(KIND, new byte[8]))).write(out));
		for (int length = 0; length < bytes.length; length++) {
			assertBadStubData(Arrays.copyOf(bytes, length));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1000, Integer.MAX_VALUE })
	void readOfMoreThanThereIsThenBadStubData(int count) {
		assertBadStubData(written((out) -> {
			out.writeInt(0);
			out.writeReferent(true);
			out.writeInt(1);
			out.writeInt(0);
			out.writeReferent(true);
			out.writeInt(count);
		}));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 9, Integer.MAX_VALUE })
	void readOfSizeThatDoesNotFitThenWhatThereIs(int size) {
		byte[] bytes = written((out) -> Extent.writeAll(out, List.of(new Extent(KIND, new byte[8]))));
		ByteBuffer.wrap(bytes).putInt(bytes.length - 12, Integer.reverseBytes(size));
		assertThat(Extent.readAll(reader(bytes))).singleElement()
			.satisfies((extent) -> assertThat(extent.data()).hasSize(8));
	}

	@Test
	void readOfOtherMajorVersionThenVersionMismatch() {
		byte[] bytes = written((out) -> new OrpcThis(KIND, List.of()).write(out));
		bytes[0] = 6;
		assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> OrpcThis.read(reader(bytes)))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(HResult.RPC_E_VERSION_MISMATCH.value()));
	}

	private static void assertBadStubData(byte[] bytes) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> OrpcThat.read(reader(bytes)))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_X_BAD_STUB_DATA));
	}

}
