package io.github.comspring.core.ndr.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LateHandle}, and for what is done by one and without.
 */
class LateHandleTests {

	/** Enough to see both the calls before the handle is there and those after. */
	private static final int CALLS = 2 * LateHandle.OFTEN;

	@Test
	void getWhenAskedOftenThenMadeOnce() {
		List<MethodHandle> made = new ArrayList<>();
		LateHandle handle = new LateHandle(() -> {
			made.add(MethodHandles.constant(int.class, 1));
			return made.get(0);
		});
		for (int i = 0; i < LateHandle.OFTEN; i++) {
			assertThat(handle.get()).isNull();
		}
		assertThat(handle.get()).isSameAs(handle.get()).isSameAs(made.get(0));
		assertThat(made).hasSize(1);
	}

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
