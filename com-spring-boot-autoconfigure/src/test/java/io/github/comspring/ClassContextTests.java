package io.github.comspring;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassContextTests {

	private static final List<Integer> OPTIONS = List.of(0x8, 0x20, 0x400, 0x1000, 0x2000, 0x4000, 0x8000, 0x10000,
			0x20000, 0x40000, 0x80000, 0x100000, 0x400000, 0x800000, 0x2000000, 0x4000000, 0x80000000);

	@ParameterizedTest
	@ValueSource(ints = { 0x1, 0x2, 0x3, 0x4, 0x10, 0x15, 0x17, 0x4017 })
	@Tag("CX-13")
	void executionContextsAreAccepted(int bits) {
		ClassContext contexts = new ClassContext(bits);
		assertThat(contexts.validate()).isSameAs(contexts);
	}

	@Test
	@Tag("CX-13")
	void eachDefinedOptionIsAcceptedWithAnExecutionContext() {
		OPTIONS.forEach((option) -> new ClassContext(0x1 | option).validate());
	}

	@ParameterizedTest
	@MethodSource("reserved")
	@Tag("CX-13")
	void eachReservedBitIsRefused(int bit) {
		assertRefused(new ClassContext(0x17 | bit), "undefined bits");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 0x8, 0x20, 0x400, 0x4000, 0x8000, 0x40000, 0x80000000 })
	@Tag("CX-13")
	void noExecutionContextIsRefused(int bits) {
		assertRefused(new ClassContext(bits), "no execution context");
	}

	@ParameterizedTest
	@CsvSource({ "0x400, 0x2000", "0x8000, 0x10000", "0x40000, 0x80000" })
	@Tag("CX-13")
	void contradictionIsRefused(String one, String two) {
		ClassContext first = new ClassContext(Integer.decode(one)).or(ClassContext.ALL);
		ClassContext second = new ClassContext(Integer.decode(two)).or(ClassContext.ALL);
		first.validate();
		second.validate();
		assertRefused(first.or(second), "contradicts itself");
	}

	@Test
	void combinationsAreThoseOfCom() {
		assertThat(ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER).or(ClassContext.REMOTE_SERVER))
			.isEqualTo(ClassContext.SERVER);
		assertThat(ClassContext.SERVER.or(ClassContext.INPROC_HANDLER)).isEqualTo(ClassContext.ALL);
		assertThat(ClassContext.ALL.and(ClassContext.LOCAL_SERVER)).isEqualTo(ClassContext.LOCAL_SERVER);
		assertThat(ClassContext.INPROC_SERVER.intersects(ClassContext.SERVER)).isTrue();
		assertThat(ClassContext.INPROC_SERVER.intersects(ClassContext.LOCAL_SERVER)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0x0, 0x0", "0x1, INPROC_SERVER", "0x5, INPROC_SERVER|LOCAL_SERVER",
			"0x4010, REMOTE_SERVER|NO_FAILURE_LOG", "0x401, INPROC_SERVER|0x400" })
	void isNamedByItsContexts(String bits, String expected) {
		assertThat(new ClassContext(Integer.decode(bits))).hasToString(expected);
	}

	static IntStream reserved() {
		return IntStream.range(0, 32)
			.map((number) -> 1 << number)
			.filter((bit) -> (bit & 0x17) == 0 && !OPTIONS.contains(bit));
	}

	private static void assertRefused(ClassContext contexts, String reason) {
		assertThatExceptionOfType(ComException.class).isThrownBy(contexts::validate)
			.withMessageContaining(reason)
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

}
