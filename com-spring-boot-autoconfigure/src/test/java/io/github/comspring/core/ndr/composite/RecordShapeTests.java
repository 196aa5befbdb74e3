package io.github.comspring.core.ndr.composite;

import io.github.comspring.core.ndr.access.LateHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RecordShape}, with a handle and without.
 */
class RecordShapeTests {

	/** Enough to see both the calls before the handle is there and those after. */
	private static final int CALLS = 2 * LateHandle.OFTEN;

	@Test
	void recordIsTheSameBeforeAndAfter() throws Throwable {
		RecordShape shape = new RecordShape(Line.class);
		for (int i = 0; i < CALLS; i++) {
			Object[] components = { "text", i };
			assertThat(shape.construct(components)).isEqualTo(new Line("text", i));
			assertThat(shape.components(new Line("text", i))).isEqualTo(components);
		}
	}

	@Test
	void constructorThatThrowsDoesSoBeforeAndAfter() throws Throwable {
		RecordShape shape = new RecordShape(Line.class);
		for (int i = 0; i < CALLS; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> shape.construct(new Object[] { "text", -1 }))
				.withMessage("negative");
		}
	}

	@Test
	void accessorThatThrowsDoesSoBeforeAndAfter() throws Exception {
		RecordShape shape = new RecordShape(Closed.class);
		for (int i = 0; i < CALLS; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> shape.components(new Closed(1)))
				.withMessage("closed");
		}
	}

	private record Line(String text, int number) {

		Line {
			if (number < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

	private record Closed(int number) {

		@Override
		public int number() {
			throw new IllegalArgumentException("closed");
		}

	}

}
