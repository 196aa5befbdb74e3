package io.github.comspring.core.ndr.composite;

import java.util.List;

import io.github.comspring.ComInterface;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.ndr.Wire.assertBadStub;
import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnionCodec}.
 */
class UnionCodecTests {

	@Test
	void discriminantIsPlaceAmongPermittedAndAlignmentThatOfLargestArm() {
		Operation operation = Wire.operation(Unions.class, "shape");
		assertThat(Wire.encode(operation, new Dot((short) 5))).isEqualTo(hex("00000200 00000000 00000000 0500"));
		assertThat(Wire.encode(operation, new Circle(1.0)))
			.isEqualTo(hex("00000200 00000000 01000000 00000000 000000000000f03f"));
		assertThat(Wire.encode(operation, new Label("A")))
			.isEqualTo(hex("00000200 00000000 02000000 04000200 01000000 02000000 01000000 4100"));
	}

	@Test
	void everyArmComesBack() {
		Operation operation = Wire.operation(Unions.class, "shape");
		for (Shape shape : List.of(new Dot((short) 5), new Circle(2.5), new Label("text"),
				new Group(List.of(new Dot((short) 1), new Group(List.of()))))) {
			assertThat(Wire.roundTrip(operation, shape)).isEqualTo(shape);
		}
		assertThat(Wire.roundTrip(operation, null)).isNull();
	}

	@Test
	void genericUnionHasItsArguments() {
		Operation operation = Wire.operation(Unions.class, "outcome");
		assertThat(Wire.roundTrip(operation, new Success<>(new Label("done"))))
			.isEqualTo(new Success<>(new Label("done")));
		assertThat(Wire.roundTrip(operation, new Failure<Label>(3))).isEqualTo(new Failure<Label>(3));
	}

	@Test
	void unknownDiscriminantIsRefused() {
		Operation operation = Wire.operation(Unions.class, "shape");
		assertBadStub(() -> Wire.decode(operation, hex("00000200 00000000 04000000 00000000")));
		assertBadStub(() -> Wire.decode(operation, hex("00000200 00000000 ffffffff 00000000")));
	}

	@ComInterface(Wire.IID)
	private interface Unions {

		void shape(Shape shape);

		void outcome(Outcome<Label> outcome);

	}

	private sealed interface Shape permits Dot, Solid, Group {

	}

	private sealed interface Solid extends Shape permits Circle, Label {

	}

	private record Dot(short size) implements Shape {
	}

	private record Circle(double radius) implements Solid {
	}

	private record Label(String text) implements Solid {
	}

	private record Group(List<Shape> shapes) implements Shape {
	}

	private sealed interface Outcome<T> permits Success, Failure {

	}

	private record Success<V>(V value) implements Outcome<V> {
	}

	private record Failure<V>(int code) implements Outcome<V> {
	}

}
