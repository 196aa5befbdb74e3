package io.github.comspring.place;

import java.io.FileNotFoundException;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.place.served.CheckedFailure;
import io.github.comspring.place.served.Failing;
import io.github.comspring.place.served.UncheckedFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Exceptions that methods throw.
 */
abstract class ExceptionContract extends PlaceTests {

	private Failing failing;

	@BeforeEach
	void createFailing() {
		this.failing = object(Failing.PROG_ID, Failing.class);
	}

	@AfterEach
	void objectWhenItHasThrownThenStillWorks() {
		assertThat(this.failing.works()).isEqualTo("works");
	}

	@Test
	void declaredThenItselfWithItsMessage() {
		assertThat(catchThrowable(() -> this.failing.checked("no \ud83d\ude00")))
			.isExactlyInstanceOf(CheckedFailure.class)
			.hasMessage("no \ud83d\ude00")
			.hasNoCause();
		assertThat(catchThrowable(() -> this.failing.illegalArgument("no")))
			.isExactlyInstanceOf(IllegalArgumentException.class)
			.hasMessage("no");
	}

	@Test
	void declaredWhenNullMessageThenNullMessage() {
		assertThat(catchThrowable(() -> this.failing.checked(null))).isExactlyInstanceOf(CheckedFailure.class)
			.hasMessage(null);
		assertThat(catchThrowable(() -> this.failing.illegalArgument(null)))
			.isExactlyInstanceOf(IllegalArgumentException.class)
			.hasMessage(null);
		assertThat(catchThrowable(() -> this.failing.unchecked(null))).isExactlyInstanceOf(UncheckedFailure.class)
			.hasMessage(null);
	}

	@Test
	void declaredWhenEmptyMessageThenEmptyMessage() {
		assertThat(catchThrowable(() -> this.failing.checked(""))).isExactlyInstanceOf(CheckedFailure.class)
			.hasMessage("");
	}

	@Test
	void declaredWhenCausesThenTheirTextsInOrder() {
		Throwable thrown = catchThrowable(() -> this.failing.checkedWithCauses("no"));
		assertThat(thrown).isExactlyInstanceOf(CheckedFailure.class).hasMessage("no");
		assertThat(thrown.getCause()).hasToString("java.lang.IllegalStateException: first cause");
		assertThat(thrown.getCause().getCause()).hasToString("java.lang.UnsupportedOperationException: second cause")
			.hasNoCause();
	}

	@Test
	@MeantDifference("causes")
	void declaredWhenCausesThenTheirTypesInProcessOnly() {
		Throwable thrown = catchThrowable(() -> this.failing.checkedWithCauses("no"));
		assertThat(thrown.getCause() instanceof IllegalStateException).isEqualTo(isInProcess());
	}

	@Test
	void declaredWhenUncheckedThenItselfWithItsCause() {
		Throwable thrown = catchThrowable(() -> this.failing.unchecked("no"));
		assertThat(thrown).isExactlyInstanceOf(UncheckedFailure.class).hasMessage("no");
		assertThat(thrown.getCause()).hasToString("java.lang.IllegalStateException: first cause");
	}

	@Test
	void subtypeOfDeclaredThenItself() {
		assertThat(catchThrowable(() -> this.failing.checkedSubtype("no"))).isInstanceOf(CheckedFailure.class)
			.hasMessage("no")
			.extracting((thrown) -> thrown.getClass().getName())
			.isEqualTo(CheckedFailure.Special.class.getName());
		assertThat(catchThrowable(() -> this.failing.fileNotFound("no")))
			.isExactlyInstanceOf(FileNotFoundException.class)
			.hasMessage("no");
	}

	@Test
	@MeantDifference("subtypes")
	void subtypeOfDeclaredWhenClientCannotMakeItThenTheTypeAboveInOtherProcesses() {
		Throwable thrown = catchThrowable(() -> this.failing.checkedHidden("no"));
		assertThat(thrown).isInstanceOf(CheckedFailure.class).hasMessage("no");
		if (isInProcess()) {
			assertThat(thrown.getClass().getSimpleName()).isEqualTo("Hidden");
		}
		else {
			assertThat(thrown).isExactlyInstanceOf(CheckedFailure.class);
			assertThat(thrown.getCause().toString()).endsWith("Hidden: no");
		}
	}

	@Test
	void suppressedThenTheirTexts() {
		assertThat(catchThrowable(() -> this.failing.checkedWithSuppressed("no")).getSuppressed()).singleElement()
			.hasToString("java.io.IOException: while closing");
	}

	@Test
	@MeantDifference("exception-fields")
	void fieldOfExceptionThenTravelsInProcessOnly() {
		CheckedFailure failure = catchThrowableOfType(CheckedFailure.class,
				() -> this.failing.checkedWithCode("no", 7));
		assertThat(failure).hasMessage("no");
		assertThat(failure.code()).isEqualTo(isInProcess() ? 7 : 0);
	}

	@Test
	@MeantDifference("undeclared")
	void undeclaredThenComExceptionThatNamesItInOtherProcesses() {
		assertUndeclared("undeclared", () -> this.failing.undeclared("no"), IllegalStateException.class);
		assertUndeclared("sneaky", () -> this.failing.sneaky("no"), CheckedFailure.class);
		assertUndeclared("error", () -> this.failing.error("no"), AssertionError.class);
	}

	private void assertUndeclared(String method, ThrowingCallable call, Class<? extends Throwable> type) {
		Throwable thrown = catchThrowable(call);
		if (isInProcess()) {
			assertThat(thrown).isExactlyInstanceOf(type).hasMessage("no");
		}
		else {
			assertThat(thrown)
				.isInstanceOfSatisfying(ComException.class,
						(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT))
				.hasMessageContaining(method + " of " + Failing.PROG_ID)
				.hasMessageContaining(type.getName() + ": no");
		}
	}

	@Test
	@MeantDifference("undeclared")
	void undeclaredWhenNullMessageThenNoNullInTheText() {
		Throwable thrown = catchThrowable(() -> this.failing.undeclared(null));
		if (isInProcess()) {
			assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage(null);
		}
		else {
			assertThat(thrown).hasMessageContaining(IllegalStateException.class.getName())
				.hasMessageNotContaining("null");
		}
	}

	@Test
	@MeantDifference("undeclared")
	void errorOfTheJvmThenComExceptionInOtherProcesses() {
		Throwable stack = catchThrowable(this.failing::endlessRecursion);
		if (isInProcess()) {
			assertThat(stack).isInstanceOf(StackOverflowError.class);
		}
		else {
			assertThat(((ComException) stack).hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT);
			assertThat(stack).hasMessageContaining(StackOverflowError.class.getName());
		}
	}

	/**
	 * A surrogate would end, and with it what the other tests hold:
	 * {@code ConfinedSurrogateTests} show that.
	 */
	@Test
	@MeantDifference("out-of-memory")
	void outOfMemoryThenItselfOrTyped() {
		if (isInProcess()) {
			assertThat(catchThrowable(() -> this.failing.outOfMemory("none"))).isInstanceOf(OutOfMemoryError.class);
		}
		else if (!environment().place().isJar()) {
			assertThat(((ComException) catchThrowable(() -> this.failing.outOfMemory("none"))).hresult())
				.isEqualTo(HResult.E_OUTOFMEMORY);
		}
	}

	@Test
	void hresultThenTheSame() {
		for (int code : new int[] { HResult.E_NOTIMPL.value(), 0xA0010203 }) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.failing.hresult(code, "no"))
				.satisfies((ex) -> assertThat(ex.hresult().value()).isEqualTo(code))
				.satisfies((ex) -> assertThat(ex.detail()).isEqualTo("no"));
		}
	}

	@Test
	void objectMethodsThenNotTheObjectsOwn() {
		assertThat(this.failing).isEqualTo(this.failing).hasSameHashCodeAs(this.failing);
	}

}
