package io.github.comspring.core.surrogate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UsualOptions}.
 */
@Timeout(60)
class UsualOptionsTests {

	@ParameterizedTest
	@CsvSource({ "-XX:+UseParallelGC, -XX:+UseSerialGC", "-XX:+UseZGC, -XX:+UseSerialGC",
			"-XX:MaxRAMPercentage=50, -Xmx256m", "-XX:MaxRAM=4g, -Xmx256m", "-XX:AOTCache=desk.aot, -Xshare:auto" })
	void besideWhenOneIsInTheWayThenItStandsBack(String given, String usual) {
		assertThat(UsualOptions.beside(List.of(given), BuiltInSurrogate.OPTIONS))
			.hasSize(BuiltInSurrogate.OPTIONS.size() - 1)
			.doesNotContain(usual);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx1g", "-Xms64m", "-XX:-UseSerialGC", "-XX:+UseMaximumCompactionOnSystemGC",
			"-XX:+UseStringDeduplication", "-Xshare:off", "-Xms", "-Ddesk=-XX:+UseParallelGC" })
	void besideWhenTheLastOneWinsThenAllStay(String given) {
		assertThat(UsualOptions.beside(List.of(given), BuiltInSurrogate.OPTIONS)).isEqualTo(BuiltInSurrogate.OPTIONS);
	}

	@Test
	void besideWhenMoreHeapIsAskedForThenItIsAsLarge() {
		assertThat(UsualOptions.beside(List.of("-Xms1g", "-XX:MinHeapSize=300m"), List.of("-Xmx262144k", "-Da=b")))
			.containsExactly("-Xmx1073741824", "-Da=b");
	}

}
