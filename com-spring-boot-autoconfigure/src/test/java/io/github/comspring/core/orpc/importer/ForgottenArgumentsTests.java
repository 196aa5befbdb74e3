package io.github.comspring.core.orpc.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComInterface;
import io.github.comspring.Kept;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client passes to a server that keeps and forgets it: the memory of the server,
 * of which there is enough, does not decide how long the client has to keep it.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class ForgottenArgumentsTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final List<Listener> listeners = new ArrayList<>();

	private Source source() {
		ObjectRpc server = this.processes.launch("launched");
		return TwoProcesses.remote(server, this.processes.client(), Source.class, new Source() {

			@Override
			public void forget(Listener listener) {
				listener.happened();
			}

			@Override
			public void add(Listener listener) {
				ForgottenArgumentsTests.this.listeners.add(listener);
			}

		});
	}

	@Test
	void serverForgetsWhatItWasGivenThenTheClientHasFewOfThem() {
		Source source = source();
		AtomicInteger happened = new AtomicInteger();
		for (int i = 1; i <= 20 * ForgottenArguments.LEAST; i++) {
			source.forget(() -> happened.incrementAndGet());
			assertThat(this.processes.client().references()).hasSizeLessThan(4 * ForgottenArguments.LEAST);
		}
		assertThat(happened).hasValue(20 * ForgottenArguments.LEAST);
	}

	@Test
	void serverUsesWhatItWasGivenThenItHasAllOfThem() {
		Source source = source();
		AtomicInteger happened = new AtomicInteger();
		int many = 3 * ForgottenArguments.LEAST;
		for (int i = 1; i <= many; i++) {
			source.add(() -> happened.incrementAndGet());
		}
		this.listeners.forEach(Listener::happened);
		assertThat(happened).hasValue(many);
		assertThat(this.processes.client().references()).hasSize(many);
	}

	@Test
	void manyAreUsedThenTheCollectorRunsAsTheyDouble() {
		AtomicInteger held = new AtomicInteger();
		List<Integer> looks = new ArrayList<>();
		ForgottenArguments arguments = new ForgottenArguments(held::get, () -> looks.add(held.get()));
		while (held.get() < 1000) {
			arguments.makeRoom();
			held.incrementAndGet();
		}
		assertThat(looks).containsExactly(64, 128, 256, 512);
	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A03}")
	interface Source {

		void forget(@Kept Listener listener);

		void add(@Kept Listener listener);

	}

	@ComInterface("{0C6B9D0E-6B0B-4B7E-9E0B-7B0D1C0E5A04}")
	interface Listener {

		void happened();

	}

}
