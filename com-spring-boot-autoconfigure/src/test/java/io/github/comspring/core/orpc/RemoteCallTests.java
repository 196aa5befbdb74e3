package io.github.comspring.core.orpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Kept;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Calls between two processes' worth of {@link ObjectRpc}, over a real unix domain
 * socket.
 */
@ExtendWith(NoLeftovers.class)
class RemoteCallTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@Test
	void callWithArgumentsThenResult() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThat(bench.add(3, 4)).isEqualTo(7);
		assertThat(bench.describe(new Item("nut", 5, List.of("m4", "m6"), Instant.EPOCH)))
			.isEqualTo("nut x 5 [m4, m6]");
		assertThat(bench.echo(null)).isNull();
		assertThat(bench.echo(new byte[300_000])).hasSize(300_000);
	}

	@Test
	void callWithCallbackThenServerCallsTheClient() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThat(bench.ask((question) -> question + " 42")).isEqualTo("answer? 42");
	}

	@Test
	void callbackThatCallsTheServerInTurnThenAnswers() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThat(bench.ask((question) -> question + bench.ask((inner) -> " " + bench.add(20, 22))))
			.isEqualTo("answer? 42");
	}

	@Test
	void callbackThatThrowsThenCallerOfTheServerIsTold() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.ask((question) -> {
			throw new ComException(HResult.E_ABORT, "nobody answers");
		}))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ABORT))
			.withMessageContaining("nobody answers");
	}

	@Test
	void callThatCannotBeSentThenArgumentsAreTakenBack() {
		Bench bench = this.processes.remote(new BenchObject());
		this.processes.server().close();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.ask((question) -> ""));
		assertThat(this.processes.client().references()).isEmpty();
	}

	@Test
	void callReturningObjectThenProxyOfOneIdentity() {
		Bench bench = this.processes.remote(new BenchObject()).self();
		Bench same = bench.self();
		assertThat(same).isEqualTo(bench).hasSameHashCodeAs(bench);
		assertThat(same.add(1, 1)).isEqualTo(2);
	}

	@Test
	@Tag("MA-03")
	void callReturningObjectOfTheClientThenTheObjectItself() {
		Bench bench = this.processes.remote(new BenchObject());
		Question mine = (question) -> "mine";
		assertThat(bench.keep(mine)).isSameAs(mine);
	}

	@Test
	void callThrowingDeclaredExceptionThenThatException() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> bench.fail("declared"))
			.withMessage("too late")
			.havingCause()
			.withMessage("java.lang.IllegalStateException: the reason");
	}

	@Test
	@Tag("DG-03")
	void callThrowingUndeclaredExceptionThenServerFault() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.fail("undeclared"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT))
			.withMessageContaining(
					"fail of " + BenchObject.class.getName() + " failed with java.lang.IllegalStateException: a bug");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.fail("memory"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_OUTOFMEMORY));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.fail("stack"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_SERVERFAULT));
		assertThat(bench.add(1, 2)).isEqualTo(3);
	}

	@Test
	void callThrowingComExceptionThenItsHResultToTheBit() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.fail("com"))
			.satisfies((ex) -> assertThat(ex.hresult().value()).isEqualTo(0x80042345))
			.withMessageContaining("the drawer is stuck");
	}

	@Test
	void callWithStreamsThenDataPassesInBothDirections() throws IOException {
		Bench bench = this.processes.remote(new BenchObject());
		byte[] data = new byte[1_000_003];
		for (int i = 0; i < data.length; i++) {
			data[i] = (byte) (i * 31);
		}
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		assertThat(bench.copy(new ByteArrayInputStream(data), copy)).isEqualTo(data.length);
		assertThat(copy.toByteArray()).isEqualTo(data);
		try (InputStream stream = bench.open(data.length)) {
			assertThat(stream.readAllBytes()).hasSize(data.length);
		}
	}

	@Test
	void releaseOfLastProxyThenExportedObjectIsForgotten() {
		Bench bench = this.processes.remote(new BenchObject());
		assertThat(bench.keep((question) -> "").answer("?")).isEmpty();
		assertThat(this.processes.client().references()).hasSize(1);
		// The server held the object until it could be sure that the result had arrived
		bench.add(1, 1);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.processes.client().references()).isEmpty();
		});
	}

	@Test
	void callOfUnknownObjectThenDisconnected() {
		Bench bench = this.processes.client()
			.wellKnown(this.processes.server().endpoint(), 0, null, Guid.random(), Bench.class);
		this.processes.remote(new BenchObject());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> bench.add(1, 2))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_DISCONNECTED))
			.withMessageContaining("add of " + Bench.class.getName());
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0001}")
	interface Bench {

		int add(int one, int other);

		String describe(Item item);

		byte[] echo(byte[] payload);

		String ask(Question question);

		Bench self();

		Question keep(@Kept Question question);

		void fail(String how) throws TimeoutException;

		long copy(InputStream in, OutputStream out);

		InputStream open(int length);

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0002}")
	interface Question {

		String answer(String question);

	}

	record Item(String name, int count, List<String> sizes, Instant since) {
	}

	static final class BenchObject implements Bench {

		@Override
		public int add(int one, int other) {
			return one + other;
		}

		@Override
		public String describe(Item item) {
			return item.name() + " x " + item.count() + " " + item.sizes();
		}

		@Override
		public byte[] echo(byte[] payload) {
			return payload;
		}

		@Override
		public String ask(Question question) {
			return question.answer("answer?");
		}

		@Override
		public Bench self() {
			return this;
		}

		@Override
		public Question keep(Question question) {
			return question;
		}

		@Override
		public void fail(String how) throws TimeoutException {
			switch (how) {
				case "declared" -> {
					TimeoutException thrown = new TimeoutException("too late");
					thrown.initCause(new IllegalStateException("the reason"));
					throw thrown;
				}
				case "com" -> throw new ComException(HResult.of(0x80042345), "the drawer is stuck");
				case "memory" -> throw new OutOfMemoryError("none left");
				case "stack" -> throw new StackOverflowError();
				default -> throw new IllegalStateException("a bug");
			}
		}

		@Override
		public long copy(InputStream in, OutputStream out) {
			try (in; out) {
				return in.transferTo(out);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public InputStream open(int length) {
			return new ByteArrayInputStream(new byte[length]);
		}

	}

}
