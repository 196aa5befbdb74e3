package io.github.comspring.core.ndr.composite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordCodec}.
 */
class RecordCodecTests {

	@Test
	void structureIsAlignedToItsLargestMember() {
		Operation operation = Wire.operation(Records.class, "mixed");
		byte[] bytes = Wire.encode(operation, (byte) 9, new Mixed((byte) 1, 2L, (short) 3, true));
		assertThat(bytes).isEqualTo(hex("09 000000 00000200 01 00000000000000 0200000000000000 0300 01"));
		assertThat(Wire.decode(operation, bytes)).containsExactly((byte) 9, new Mixed((byte) 1, 2L, (short) 3, true));
	}

	@Test
	void whatPointersPointToFollowsTheStructureInOrder() {
		Operation operation = Wire.operation(Records.class, "outer");
		Outer value = new Outer("A", new Inner("B", 7), "C");
		byte[] bytes = Wire.encode(operation, value, 5);
		assertThat(bytes).isEqualTo(hex("00000200", "04000200 08000200 0c000200",
				"01000000 02000000 01000000 4100 0000", "10000200 07000000 01000000 02000000 01000000 4200 0000",
				"01000000 02000000 01000000 4300", "0000 05000000"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(value, 5);
	}

	@Test
	void nullsAreNullPointers() {
		Operation operation = Wire.operation(Records.class, "outer");
		byte[] bytes = Wire.encode(operation, new Outer(null, null, null), 1);
		assertThat(bytes).isEqualTo(hex("00000200 00000000 00000000 00000000 01000000"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(new Outer(null, null, null), 1);
		assertThat(Wire.decode(operation, hex("00000000 01000000"))).containsExactly(null, 1);
	}

	@Test
	void recordMayContainItself() {
		Operation operation = Wire.operation(Records.class, "tree");
		Tree tree = new Tree("root", List.of(new Tree("left", List.of(), Map.of()), new Tree("right", List.of(), null)),
				Map.of("k", new Tree("value", null, Map.of())));
		assertThat(Wire.roundTrip(operation, tree)).isEqualTo(tree);
	}

	@Test
	void genericRecordHasItsArguments() {
		Operation operation = Wire.operation(Records.class, "pair");
		Pair<String, Pair<Long, Inner>> pair = new Pair<>("x", new Pair<>(4L, new Inner("y", 5)));
		assertThat(Wire.roundTrip(operation, pair)).isEqualTo(pair);
	}

	@Test
	void emptyRecordIsItsPointer() {
		Operation operation = Wire.operation(Records.class, "empty");
		assertThat(Wire.encode(operation, new Empty())).isEqualTo(hex("00000200"));
		assertThat(Wire.roundTrip(operation, new Empty())).isEqualTo(new Empty());
	}

	@Test
	void largestRecordIsRead() {
		Operation operation = Wire.operation(Records.class, "wide");
		Wide wide = new Wide(1, 2.0, true, 'c', (short) 3, (byte) 4, 5.0f, 6L, "s", 7, 8.0, false, 'd', (short) 9,
				(byte) 10, 11.0f, 12L, "t");
		assertThat(Wire.roundTrip(operation, wide)).isEqualTo(wide);
	}

	@Test
	void whatTheConstructorRefusesIsBadStubWithItsReason() {
		Operation operation = Wire.operation(Records.class, "range");
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> Wire.decode(operation, hex("00000200 05000000 04000000")))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_X_BAD_STUB_DATA))
			.withMessageContaining(Range.class.getName())
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessage("5 > 4");
	}

	@Test
	void valueThatContainsItselfIsRefused() {
		Operation operation = Wire.operation(Records.class, "tree");
		List<Tree> children = new ArrayList<>();
		Tree tree = new Tree("root", children, null);
		children.add(tree);
		Wire.assertFails(() -> Wire.encode(operation, tree), HResult.E_INVALIDARG);
	}

	@Test
	void nestingThatIsSentHasLimit() {
		Operation operation = Wire.operation(Records.class, "chain");
		byte[] bytes = new byte[4 * NdrWriter.MAX_DEPTH];
		Arrays.fill(bytes, (byte) 1);
		assertBadStub(() -> Wire.decode(operation, bytes));
		byte[] longer = new byte[4_000_000];
		Arrays.fill(longer, (byte) 1);
		assertBadStub(() -> Wire.decode(operation, longer));
		assertThat(Wire.roundTrip(operation, chain(NdrWriter.MAX_DEPTH))).isEqualTo(chain(NdrWriter.MAX_DEPTH));
		Wire.assertFails(() -> Wire.encode(operation, chain(NdrWriter.MAX_DEPTH + 1)), HResult.E_INVALIDARG);
	}

	private static @Nullable Chain chain(int length) {
		Chain chain = null;
		for (int i = 0; i < length; i++) {
			chain = new Chain(chain);
		}
		return chain;
	}

	@ComInterface(Wire.IID)
	private interface Records {

		void mixed(byte first, Mixed mixed);

		void outer(Outer outer, int last);

		void tree(Tree tree);

		void chain(Chain chain);

		void pair(Pair<String, Pair<Long, Inner>> pair);

		void empty(Empty empty);

		void range(Range range);

		void wide(Wide wide);

	}

	private record Mixed(byte first, long second, short third, boolean fourth) {
	}

	private record Outer(@Nullable String first, @Nullable Inner second, @Nullable String third) {
	}

	private record Inner(String name, int number) {
	}

	private record Tree(String name, @Nullable List<Tree> children, @Nullable Map<String, Tree> named) {
	}

	private record Chain(@Nullable Chain next) {
	}

	private record Pair<A, B>(A first, B second) {
	}

	private record Empty() {
	}

	private record Wide(int a, double b, boolean c, char d, short e, byte f, float g, long h, String i, Integer j,
			Double k, Boolean l, Character m, Short n, Byte o, Float p, Long q, String r) {
	}

	private record Range(int low, int high) {

		Range {
			if (low > high) {
				throw new IllegalArgumentException(low + " > " + high);
			}
		}

	}

}
