package io.github.comspring.core.ndr.access;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LateHandle}.
 */
class LateHandleTests {

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

}
