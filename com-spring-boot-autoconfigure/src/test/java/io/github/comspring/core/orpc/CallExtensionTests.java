package io.github.comspring.core.orpc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What travels with calls.
 */
@ExtendWith(NoLeftovers.class)
class CallExtensionTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Recorder first = new Recorder("first");

	private final Recorder second = new Recorder("second");

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses(ActivationGuard.NONE, List.of(this.first, this.second));

	private Counter counter;

	@BeforeEach
	void export() {
		this.counter = TwoProcesses.remote(this.processes.server(), this.processes.client(), Counter.class, () -> {
			this.events.add("call");
			return 7;
		});
	}

	@Test
	void callThenDataArrivesAndScopesCloseInOppositeOrder() {
		this.first.data = "one".getBytes(StandardCharsets.UTF_8);
		this.second.data = new byte[0];
		assertThat(this.counter.next()).isEqualTo(7);
		assertThat(this.events).containsExactly("first one", "second ", "call", "end second", "end first");
	}

	@Test
	void callWithoutDataThenToldSo() {
		assertThat(this.counter.next()).isEqualTo(7);
		assertThat(this.events).containsExactly("first null", "second null", "call", "end second", "end first");
	}

	@Test
	void extensionRefusesThenCallDoesNotHappenAndEnteredScopesClose() {
		this.second.refusal = new ComException(HResult.E_ACCESSDENIED, "The caller is unknown");
		assertThatExceptionOfType(ComException.class).isThrownBy(this.counter::next)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED))
			.withMessageContaining("The caller is unknown");
		assertThat(this.events).containsExactly("first null", "second null", "end first");
	}

	@Test
	void incomingThenKnowsTheCaller() {
		this.counter.next();
		assertThat(this.first.caller.client()).isEqualTo(this.processes.client().oxid());
		assertThat(this.first.caller.trusted()).isFalse();
		assertThat(Caller.current()).isNull();
	}

	private final class Recorder implements CallExtension {

		private final Guid id = Guid.random();

		private final String name;

		private volatile byte[] data;

		private volatile ComException refusal;

		private volatile Caller caller;

		Recorder(String name) {
			this.name = name;
		}

		@Override
		public Guid id() {
			return this.id;
		}

		@Override
		public byte[] outgoing() {
			return this.data;
		}

		@Override
		public Scope incoming(Caller caller, byte[] received) {
			this.caller = caller;
			String text = (received != null) ? new String(received, StandardCharsets.UTF_8) : null;
			CallExtensionTests.this.events.add(this.name + " " + text);
			if (this.refusal != null) {
				throw this.refusal;
			}
			return () -> CallExtensionTests.this.events.add("end " + this.name);
		}

	}

}
