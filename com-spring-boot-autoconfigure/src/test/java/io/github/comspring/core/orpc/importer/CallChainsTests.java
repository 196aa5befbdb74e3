package io.github.comspring.core.orpc.importer;

import io.github.comspring.Guid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallChains}.
 */
class CallChainsTests {

	private static final long PROCESS = 1;

	private final Guid causality = Guid.random();

	private final CallChains chains = new CallChains((process) -> process == PROCESS);

	@Test
	void joinThenAsManyAsWait() {
		this.chains.begin(PROCESS, this.causality);
		Runnable first = this.chains.join(PROCESS, this.causality);
		assertThat(first).isNotNull();
		assertThat(this.chains.join(PROCESS, this.causality)).as("beyond those that wait").isNull();
		this.chains.begin(PROCESS, this.causality);
		Runnable second = this.chains.join(PROCESS, this.causality);
		assertThat(second).isNotNull();
		first.run();
		second.run();
		this.chains.end(PROCESS, this.causality);
		assertThat(this.chains.join(PROCESS, this.causality)).isNotNull();
	}

	@Test
	void joinOfWhomNobodyWaitsForThenNot() {
		this.chains.begin(PROCESS, this.causality);
		assertThat(this.chains.join(2, this.causality)).as("another process").isNull();
		assertThat(this.chains.join(PROCESS, Guid.random())).as("another chain").isNull();
		this.chains.end(PROCESS, this.causality);
		assertThat(this.chains.join(PROCESS, this.causality)).as("too late").isNull();
	}

	@Test
	void mayComeBackFromWhomHasSomethingAlone() {
		assertThat(this.chains.mayComeBack(PROCESS)).isTrue();
		assertThat(this.chains.mayComeBack(2)).isFalse();
	}

	@Test
	void callsThatEndInAnyOrderThenNothingIsLeft() {
		this.chains.begin(PROCESS, this.causality);
		Runnable back = this.chains.join(PROCESS, this.causality);
		this.chains.end(PROCESS, this.causality);
		assertThat(this.chains.join(PROCESS, this.causality)).isNull();
		assertThat(this.chains.isEmpty()).isFalse();
		back.run();
		assertThat(this.chains.isEmpty()).isTrue();
	}

}
