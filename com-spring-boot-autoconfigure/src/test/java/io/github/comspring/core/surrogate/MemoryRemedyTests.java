package io.github.comspring.core.surrogate;

import java.io.IOException;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ResourceLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryRemedy}.
 */
@Timeout(60)
class MemoryRemedyTests {

	private static final String CALL = "draw of Desk.Page.1";

	private final MemoryRemedy remedy = new MemoryRemedy(() -> 512L << 20);

	@ParameterizedTest
	@ValueSource(strings = { "Thread creation failed", "std::bad_alloc", "[SQLITE_NOMEM] A malloc() failed",
			"Cannot run program: error=12, Cannot allocate memory", "Allocation error : not enough memory",
			"(-4:Insufficient memory) Failed to allocate 4096 bytes in function 'OutOfMemoryError'" })
	void thrownWhenThereIsNoMoreThenNamesTheLimitAndKeepsTheError(String message) {
		IllegalStateException failure = new IllegalStateException("Draw", new IOException(message));
		assertThat(this.remedy.thrown(failure, CALL))
			.isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT))
			.hasMessageContaining(CALL + " failed with " + failure + ". This surrogate may have 512MB of memory")
			.hasMessageContainingAll("comspring.applications.<name>.max-memory", "thread-stack")
			.hasCause(failure);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void thrownThenTellsHowMuchThereIs() {
		assertThat(this.remedy.thrown(new IllegalStateException("std::bad_alloc"), CALL).getMessage())
			.containsPattern("included, and has \\d+MB: ");
	}

	@Test
	void thrownWhenHResultIsKnownThenTheSame() {
		ComException failure = new ComException(HResult.E_OUTOFMEMORY, "The page is too large");
		assertThat(this.remedy.thrown(failure, CALL))
			.isInstanceOfSatisfying(ComException.class,
					(ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY))
			.hasMessageContaining("The page is too large. This surrogate may have");
	}

	@Test
	void thrownWhenNothingIsLimitedThenTheSame() {
		IllegalStateException failure = new IllegalStateException("std::bad_alloc");
		assertThat(new MemoryRemedy(() -> ResourceLimit.NONE).thrown(failure, CALL)).isSameAs(failure);
	}

	@Test
	void thrownWhenProcessEndsForThatThenTheSame() {
		OutOfMemoryError failure = new OutOfMemoryError("Cannot allocate 4096 bytes");
		assertThat(this.remedy.thrown(failure, CALL)).isSameAs(failure);
	}

	@Test
	void thrownWhenExceptionHasNoTextThenTheSame() {
		RuntimeException failure = new RuntimeException() {
			@Override
			public String toString() {
				throw new IllegalStateException();
			}
		};
		assertThat(this.remedy.thrown(failure, CALL)).isSameAs(failure);
	}

}
