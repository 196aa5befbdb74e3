package io.github.comspring.core.surrogate;

import java.util.List;

import io.github.comspring.core.registry.SurrogateJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How limited memory is shared out.
 */
class SurrogateMemoryTests {

	private static List<String> options(Integer heap, Integer memory, String... arguments) {
		return new SurrogateMemory(new SurrogateJvm(List.of(arguments), heap, memory, false, null)).options();
	}

	@Test
	void nothingSaidThenNoOptions() {
		assertThat(options(null, null)).isEmpty();
	}

	@Test
	void memoryThenProcessKnowsThatItIsLimited() {
		assertThat(options(null, 262_144)).contains("-Dcomspring.surrogate.max-memory=262144");
	}

	@Test
	void heapAloneThenConnectionsAreNotLimited() {
		assertThat(options(65_536, null)).containsExactly("-Xmx65536k");
	}

	@ParameterizedTest
	@CsvSource({ "131072, 32", "262144, 44", "1048576, 121" })
	void memoryThenConnectionsFollowFromIt(int memory, int connections) {
		assertThat(options(null, memory)).contains("-Xss512k", "-Dcomspring.surrogate.connections=" + connections);
	}

	@ParameterizedTest
	@CsvSource({ "-Xss1m, 24", "-Xss1024K, 24", "-Xss1048576, 24", "-XX:ThreadStackSize=1024, 24", "-Xss64m, 9",
			"-ea, 44" })
	void largerStacksThenFewerConnections(String argument, int connections) {
		assertThat(options(null, 262_144, argument)).contains("-Dcomspring.surrogate.connections=" + connections);
	}

}
