package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpareRehearsal}.
 */
@ExtendWith(NoLeftovers.class)
class SpareRehearsalTests {

	@Test
	void performThenServesAndLeavesNothing() throws IOException {
		try (SpareRehearsal rehearsal = new SpareRehearsal(new RuntimeClasses().get())) {
			assertThatNoException().isThrownBy(rehearsal::perform);
		}
	}

	@Test
	void performWhenThereIsNoModuleThenFails(@TempDir Path directory) throws IOException {
		try (SpareRehearsal rehearsal = new SpareRehearsal(directory.resolve("none.jar"))) {
			assertThatExceptionOfType(ComException.class).isThrownBy(rehearsal::perform)
				.matches((ex) -> ex.hresult().equals(HResult.CO_E_DLLNOTFOUND));
		}
	}

}
