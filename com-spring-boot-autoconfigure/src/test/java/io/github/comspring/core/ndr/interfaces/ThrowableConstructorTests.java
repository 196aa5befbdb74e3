package io.github.comspring.core.ndr.interfaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ThrowableConstructor}, and for what becomes of interfaces without one.
 */
@Timeout(60)
class ThrowableConstructorTests {

	@ParameterizedTest
	@ValueSource(classes = { IOException.class, Exception.class, Throwable.class, StackOverflowError.class,
			ExecutionException.class, Hidden.class })
	void newInstanceThenMessage(Class<?> type) {
		ThrowableConstructor constructor = ThrowableConstructor.of(type);
		assertThat(constructor).isNotNull();
		assertThat(constructor.newInstance(HResult.DISP_E_EXCEPTION, "no", null)).isExactlyInstanceOf(type)
			.hasMessage("no")
			.hasNoCause();
		assertThat(constructor.newInstance(HResult.DISP_E_EXCEPTION, null, new Error("why"))).hasMessage(null)
			.hasRootCauseMessage("why");
	}

	@Test
	void newInstanceWhenItThrowsThenNone() {
		ThrowableConstructor constructor = ThrowableConstructor.of(Choosy.class);
		assertThat(constructor).isNotNull();
		assertThat(constructor.newInstance(HResult.DISP_E_EXCEPTION, null, null)).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void interfaceThatDeclaresOneWithoutThenRefused(Class<?> type, Class<?> thrown, String remedy) {
		UnremotableTypeException refusal = catchThrowableOfType(UnremotableTypeException.class,
				() -> RemotableInterface.of(type));
		assertThat(refusal.hresult()).isEqualTo(HResult.CO_E_CANT_REMOTE);
		assertThat(refusal.typeName()).isEqualTo("exception " + thrown.getName());
		assertThat(refusal.remedy()).contains(remedy);
		assertThat(refusal).hasMessageContaining("run() throws " + thrown.getTypeName());
	}

	static Stream<Arguments> interfaceThatDeclaresOneWithoutThenRefused() {
		String constructor = "a constructor with a message";
		return Stream.of(Arguments.of(ThrowsNumbered.class, Numbered.class, constructor),
				Arguments.of(ThrowsOutcome.class, Outcome.class, "instead of the abstract one"),
				Arguments.of(ThrowsInner.class, Inner.class, "make it static"),
				Arguments.of(ThrowsSecretive.class, Secretive.class, constructor),
				Arguments.of(ThrowsUnchecked.class, UncheckedIOException.class, constructor));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0F01}")
	interface ThrowsNumbered {

		void run() throws Numbered;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0F02}")
	interface ThrowsOutcome {

		void run() throws Outcome;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0F03}")
	interface ThrowsInner {

		void run() throws Inner;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0F04}")
	interface ThrowsSecretive {

		void run() throws Secretive;

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0F05}")
	interface ThrowsUnchecked {

		void run() throws UncheckedIOException;

	}

	@SuppressWarnings("serial")
	private static final class Hidden extends Exception {

		Hidden(String message) {
			super(message);
		}

	}

	@SuppressWarnings("serial")
	public static final class Choosy extends Exception {

		public Choosy(String message) {
			super(message.strip());
		}

	}

	@SuppressWarnings("serial")
	public static final class Numbered extends Exception {

		public Numbered() {
		}

		public Numbered(String message, int number) {
			super(message + number);
		}

	}

	@SuppressWarnings("serial")
	public abstract static class Outcome extends Exception {

		protected Outcome(String message) {
			super(message);
		}

	}

	@SuppressWarnings("serial")
	public final class Inner extends Exception {

		public Inner(String message) {
			super(message);
		}

	}

	@SuppressWarnings("serial")
	public static final class Secretive extends Exception {

		private Secretive(String message) {
			super(message);
		}

		static Secretive of(int number) {
			return new Secretive("number " + number);
		}

	}

}
