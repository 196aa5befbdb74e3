package io.github.comspring.core.scm.supervision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResidentMemory}.
 */
class ResidentMemoryTests {

	@Test
	@EnabledOnOs(OS.LINUX)
	void ofWhenThisProcessThenMoreThanItsClassesNeed() {
		assertThat(ResidentMemory.of(ProcessHandle.current().pid()).orElseThrow()).isGreaterThan(10_000);
	}

	@Test
	void ofWhenNoSuchProcessThenUnknown() {
		assertThat(ResidentMemory.of(Long.MAX_VALUE)).isEmpty();
	}

	@Test
	void parseThenKibibytes() {
		assertThat(ResidentMemory.parse("Name:\tjava\nVmHWM:\t   90000 kB\nVmRSS:\t   40960 kB\nThreads:\t9\n"))
			.hasValue(40960);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Name:\tVmRSS: 1 kB\n", "VmRSS:\t-1 kB\n", "VmRSS:\t1 MB\n",
			"VmRSS:\t99999999999999999999 kB\n" })
	void parseWhenNoSuchLineThenUnknown(String status) {
		assertThat(ResidentMemory.parse(status)).isEmpty();
	}

}
