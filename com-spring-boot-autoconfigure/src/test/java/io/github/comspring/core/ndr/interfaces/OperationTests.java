package io.github.comspring.core.ndr.interfaces;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.TestPointers;
import io.github.comspring.core.ndr.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Operation}.
 */
class OperationTests {

	private static final Report REPORT = new Report(1, 2L, 3.5, true, "text", Instant.ofEpochSecond(5, 6), Level.HIGH,
			new BigDecimal("1.50"), Optional.of(List.of("a", "b")), Map.of("k", 7));

	private final Operation print = Wire.operation(Printer.class, "print");

	private final Operation cancel = Wire.operation(Printer.class, "cancel");

	@Test
	void eachParameterIsFollowedByWhatItPointsTo() {
		assertThat(Wire.encode(Wire.operation(Printer.class, "count"), "A", 7, "B")).isEqualTo(hex(
				"00000200 01000000 02000000 01000000 4100 0000 07000000", "04000200 01000000 02000000 01000000 4200"));
	}

	@Test
	void argumentsAndResultComeBack() {
		assertThat(Wire.decode(this.print, Wire.encode(this.print, REPORT, 3))).containsExactly(REPORT, 3);
		NdrWriter out = new NdrWriter(new TestPointers());
		this.print.writeResult(out, REPORT);
		assertThat(this.print.readResult(Wire.reader(Wire.bytes(out)))).isEqualTo(REPORT);
	}

	@Test
	void operationWithoutParametersAndResultTakesNoBytes() {
		NdrWriter out = new NdrWriter(new TestPointers());
		this.cancel.writeArguments(out, null);
		this.cancel.writeArguments(out, new Object[0]);
		this.cancel.writeResult(out, null);
		assertThat(out.position()).isZero();
		assertThat(Wire.decode(this.cancel, new byte[0])).isEmpty();
		assertThat(this.cancel.readResult(Wire.reader(new byte[0]))).isNull();
	}

	@Test
	void moreBytesThanNeededAreIgnored() {
		byte[] bytes = Wire.encode(this.print, REPORT, 3);
		assertThat(Wire.decode(this.print, Arrays.copyOf(bytes, bytes.length + 13))).containsExactly(REPORT, 3);
	}

	@Test
	void dataThatEndsAnywhereIsBadStub() {
		byte[] bytes = Wire.encode(this.print, REPORT, 3);
		for (int length = 0; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertBadStub(() -> Wire.decode(this.print, cut));
		}
	}

	@Test
	void dataAfterOtherDataIsRead() {
		NdrWriter out = new NdrWriter(new TestPointers());
		out.writeLong(1);
		out.writeInt(2);
		this.print.writeArguments(out, new Object[] { REPORT, 3 });
		NdrReader in = Wire.reader(Wire.bytes(out));
		in.readLong();
		in.readInt();
		assertThat(this.print.readArguments(in)).containsExactly(REPORT, 3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "names", "reports", "levels", "shapes", "numbers", "streams" })
	void elementOfOtherTypeThanDeclaredIsRefused(String name) {
		Operation operation = Wire.operation(Elements.class, name);
		Wire.encode(operation, List.of());
		for (Object element : List.of(new Object(), new Other(1), Thread.State.NEW)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> Wire.encode(operation, List.of(element)))
				.satisfies((ex) -> assertThat(ex.hresult()).isIn(HResult.E_INVALIDARG, HResult.E_NOINTERFACE));
		}
	}

	@Test
	void invokeCallsTheMethod() throws Throwable {
		Recorder recorder = new Recorder();
		assertThat(this.print.invoke(recorder, new Object[] { REPORT, 3 })).isSameAs(REPORT);
		assertThat(this.cancel.invoke(recorder, new Object[0])).isNull();
		assertThat(Wire.operation(Printer.class, "count").invoke(recorder, new Object[] { "a", 4, "b" })).isEqualTo(4);
		assertThat(Wire.operation(Printer.class, "join").invoke(recorder, new Object[] { new String[] { "x", "y" } }))
			.isEqualTo("xy");
		assertThat(recorder.copies).isEqualTo(3);
		assertThat(recorder.cancelled).isTrue();
	}

	@Test
	void invokeThrowsWhatTheMethodThrows() {
		IOException thrown = new IOException("no paper");
		Recorder recorder = new Recorder();
		recorder.failure = thrown;
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.print.invoke(recorder, new Object[] { REPORT, 3 }))
			.isSameAs(thrown);
	}

	@Test
	void declaredExceptionsAreThoseOfTheMethod() {
		assertThat(this.print.declaredExceptions()).containsExactlyInAnyOrder(IOException.class,
				IllegalStateException.class);
		assertThat(this.cancel.declaredExceptions()).isEmpty();
	}

	@Test
	void nameIsThatOfTheMethod() throws NoSuchMethodException {
		assertThat(this.cancel.method()).isEqualTo(Printer.class.getMethod("cancel"));
		assertThat(this.cancel).hasToString(Printer.class.getName() + ".cancel");
	}

	@ComInterface(Wire.IID)
	private interface Printer {

		Report print(Report report, int copies) throws IOException, IllegalStateException;

		void cancel();

		int count(String first, int number, String second);

		default String join(String... parts) {
			return String.join("", parts);
		}

	}

	private enum Level {

		LOW, HIGH

	}

	private record Report(int a, long b, double c, boolean d, String e, Instant f, Level g, BigDecimal h,
			Optional<List<String>> i, Map<String, Integer> j) {
	}

	private static final class Recorder implements Printer {

		private @Nullable IOException failure;

		private int copies;

		private boolean cancelled;

		@Override
		public Report print(Report report, int copies) throws IOException {
			if (this.failure != null) {
				throw this.failure;
			}
			this.copies = copies;
			return report;
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

		@Override
		public int count(String first, int number, String second) {
			return number;
		}

	}

	@ComInterface(Wire.IID)
	private interface Elements {

		void names(List<String> list);

		void reports(List<Report> list);

		void levels(List<Level> list);

		void shapes(List<Shape> list);

		void numbers(List<Integer> list);

		void streams(List<InputStream> list);

	}

	private sealed interface Shape permits Dot {

	}

	private record Dot(int size) implements Shape {
	}

	private record Other(int size) {
	}

}
