package io.github.comspring.core.ndr.interfaces;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.Opnum;
import io.github.comspring.core.ndr.Wire;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link OperationNumbers}.
 */
class OperationNumbersTests {

	@Test
	void numbersFollowNamesAndThenParameters() {
		assertThat(RemotableInterface.of(Plain.class).operations())
			.extracting(Operation::opnum, (each) -> each.method().toString().replaceAll(".*Plain\\.", ""))
			.containsExactly(tuple(3, "a()"), tuple(4, "a(int)"), tuple(5, "a(java.lang.String)"), tuple(6, "a$()"),
					tuple(7, "b()"));
	}

	@Test
	void numbersAreThoseOfTheAnnotation() {
		RemotableInterface numbered = RemotableInterface.of(Numbered.class);
		assertThat(numbered.operations()).extracting(Operation::opnum).containsExactly(3, 7, 65535);
		assertThat(numbered.operations()).extracting((each) -> each.method().getName()).containsExactly("z", "y", "x");
	}

	@Test
	void numberMayStandOnMethodThatIsOverridden() {
		assertThat(RemotableInterface.of(Below.class).operations()).singleElement()
			.satisfies((each) -> assertThat(each.opnum()).isEqualTo(9));
	}

	@Test
	void someMethodsWithoutNumberAreRefused() {
		assertRefused(Partly.class).withMessageContaining("b(int), c()").withMessageNotContaining("a()");
	}

	@Test
	void sameNumberTwiceIsRefused() {
		assertRefused(Twice.class).withMessageContaining("@Opnum(4)")
			.withMessageContaining("a(), c()")
			.withMessageNotContaining("b()");
	}

	@ParameterizedTest
	@ValueSource(classes = { TooLow.class, TooHigh.class, Negative.class })
	void numberOutOfRangeIsRefused(Class<?> type) {
		assertRefused(type).withMessageContaining("a()");
	}

	private static ThrowableAssertAlternative<ComException> assertRefused(Class<?> type) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(() -> RemotableInterface.of(type))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG))
			.withMessageContaining(type.getName());
	}

	@ComInterface(Wire.IID)
	interface Plain {

		void b();

		void a(String text);

		void a$();

		void a(int number);

		void a();

	}

	@ComInterface(Wire.IID)
	interface Numbered {

		@Opnum(65535)
		void x();

		@Opnum(7)
		void y();

		@Opnum(3)
		void z();

	}

	interface Above {

		@Opnum(9)
		void a();

	}

	@ComInterface(Wire.IID)
	interface Below extends Above {

		@Override
		void a();

	}

	@ComInterface(Wire.IID)
	interface Partly {

		@Opnum(3)
		void a();

		void b(int number);

		void c();

	}

	@ComInterface(Wire.IID)
	interface Twice {

		@Opnum(4)
		void a();

		@Opnum(3)
		void b();

		@Opnum(4)
		void c();

	}

	@ComInterface(Wire.IID)
	interface TooLow {

		@Opnum(2)
		void a();

	}

	@ComInterface(Wire.IID)
	interface TooHigh {

		@Opnum(65536)
		void a();

	}

	@ComInterface(Wire.IID)
	interface Negative {

		@Opnum(-1)
		void a();

	}

}
