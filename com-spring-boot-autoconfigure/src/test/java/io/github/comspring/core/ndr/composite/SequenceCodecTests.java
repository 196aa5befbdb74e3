package io.github.comspring.core.ndr.composite;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SequenceCodec}.
 */
class SequenceCodecTests {

	@Test
	void elementsAreConformantArrayOfPointers() {
		Operation operation = Wire.operation(Sequences.class, "list");
		byte[] bytes = Wire.encode(operation, Arrays.asList(7L, null, 8L));
		assertThat(bytes).isEqualTo(
				hex("00000200 03000000 04000200 00000000 08000200 00000000", "0700000000000000 0800000000000000"));
		assertThat(Wire.decode(operation, bytes)).containsExactly(Arrays.asList(7L, null, 8L));
	}

	@Test
	void listKeepsNullsAndCannotBeModified() {
		Operation operation = Wire.operation(Sequences.class, "list");
		@SuppressWarnings("unchecked")
		List<Long> read = (List<Long>) Wire.roundTrip(operation, Arrays.asList(1L, null));
		assertThat(read).containsExactly(1L, null);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> read.set(0, 2L));
	}

	@Test
	void collectionIsReadAsList() {
		Operation operation = Wire.operation(Sequences.class, "collection");
		assertThat(Wire.roundTrip(operation, new LinkedHashSet<>(List.of("b", "a")))).isEqualTo(List.of("b", "a"));
	}

	@Test
	void setKeepsOrderAndNullAndCannotBeModified() {
		Operation operation = Wire.operation(Sequences.class, "set");
		@SuppressWarnings("unchecked")
		Set<String> read = (Set<String>) Wire.roundTrip(operation, new LinkedHashSet<>(Arrays.asList("z", null, "a")));
		assertThat(read).containsExactly("z", null, "a");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> read.add("b"));
	}

	@Test
	void setWithSameElementTwiceIsRefused() {
		Operation list = Wire.operation(Sequences.class, "collection");
		Operation set = Wire.operation(Sequences.class, "set");
		byte[] bytes = Wire.encode(list, List.of("a", "a"));
		assertBadStub(() -> Wire.decode(set, bytes));
	}

	@Test
	void arraysKeepTheirTypes() {
		String[][] nested = { { "a", null }, {}, null };
		assertThat(Wire.roundTrip(Wire.operation(Sequences.class, "array"), nested)).isInstanceOf(String[][].class)
			.isEqualTo(nested);
		@SuppressWarnings("unchecked")
		List<Integer>[] lists = (List<Integer>[]) new List<?>[] { List.of(1, 2), null };
		assertThat(Wire.roundTrip(Wire.operation(Sequences.class, "lists"), lists)).isInstanceOf(List[].class)
			.isEqualTo(lists);
		assertThat(Wire.roundTrip(Wire.operation(Sequences.class, "varargs"), new String[] { "x" }))
			.isEqualTo(new String[] { "x" });
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "collection", "set", "array", "lists", "varargs" })
	void countsWithoutBytesAreRefused(String name) {
		Operation operation = Wire.operation(Sequences.class, name);
		assertBadStub(() -> Wire.decode(operation, hex("00000200 ffffff7f 00000000")));
		assertBadStub(() -> Wire.decode(operation, hex("00000200 ffffffff 00000000")));
		assertBadStub(() -> Wire.decode(operation, hex("00000200 02000000 00000000")));
	}

	@Test
	void changeWhileWritingDoesNotTearTheArray() {
		List<Long> growing = new AbstractList<>() {

			private int size = 1;

			@Override
			public Long get(int index) {
				return 5L;
			}

			@Override
			public int size() {
				return this.size++;
			}

			@Override
			public Object[] toArray() {
				return new Object[] { 5L };
			}

		};
		assertThat(Wire.roundTrip(Wire.operation(Sequences.class, "list"), growing)).isEqualTo(List.of(5L));
	}

	@ComInterface(Wire.IID)
	interface Sequences {

		void list(List<Long> list);

		void collection(Collection<String> collection);

		void set(Set<String> set);

		void array(String[][] array);

		void lists(List<Integer>[] lists);

		void varargs(String... names);

	}

}
