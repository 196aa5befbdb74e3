package io.github.comspring.core.orpc.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.Kept;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.exporter.AbandonedArguments;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.fixture.NoLeftovers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What a client lends for a call, and has back after it whatever the garbage collector of
 * the server does.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class LentArgumentsTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final Borrower borrower = new Borrower();

	private Lending server;

	@BeforeEach
	void connect() {
		this.server = remote(this.borrower);
	}

	private Lending remote(Lending object) {
		return TwoProcesses.remote(this.processes.server(), this.processes.client(), Lending.class, object);
	}

	private List<ObjectReferences> lent() {
		return this.processes.client().references();
	}

	private static void assertLate(Runnable use) {
		assertThatExceptionOfType(ComException.class).isThrownBy(use::run)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED))
			.withMessageContaining("lent for a call that has returned")
			.withMessageContaining("@Kept");
	}

	@Test
	void callThenNothingIsLent() {
		assertThat(this.server.ask(() -> 42)).isEqualTo(42);
		assertThat(lent()).isEmpty();
		for (int i = 0; i < 100; i++) {
			assertThat(this.server.askAll(new Questions(List.of(() -> 1, () -> 2), Map.of("a", () -> 3)))).isEqualTo(6);
			assertThat(lent()).isEmpty();
		}
	}

	@Test
	void callWhenCalledBackThenTwoMessagesAndNoneToGiveBack() {
		this.server.ask(() -> 42);
		long there = this.processes.server().counts().calls();
		long back = this.processes.client().counts().calls();
		for (int i = 0; i < 100; i++) {
			this.server.ask(() -> 42);
		}
		assertThat(this.processes.server().counts().calls()).isEqualTo(there + 100);
		assertThat(this.processes.client().counts().calls()).isEqualTo(back + 100);
	}

	@Test
	void callWhenItFailsThenNothingIsLent() {
		Lending failing = remote(new Borrower() {

			@Override
			public int ask(Question question) {
				throw new IllegalStateException("no");
			}

		});
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> failing.ask(() -> 42));
		assertThat(lent()).isEmpty();
	}

	@Test
	void argumentWhenUsedAfterTheCallThenTypedError() {
		this.server.ask(() -> 42);
		assertLate(() -> this.borrower.latest.get().answer());
	}

	@Test
	void argumentWhenPassedOnAfterTheCallThenTypedError() {
		this.server.ask(() -> 42);
		assertThatExceptionOfType(ComException.class).isThrownBy(this.server::latest)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED))
			.withMessageContaining("@Kept");
	}

	@Test
	void argumentWhenReturnedThenTheObjectItself() {
		Question own = () -> 42;
		assertThat(this.server.echo(own)).isSameAs(own);
		assertThat(lent()).isEmpty();
	}

	@Test
	void streamWhenCallHasReturnedThenNothingIsLent() throws IOException {
		assertThat(this.server.read(new ByteArrayInputStream(new byte[] { 7 }))).isEqualTo(7);
		assertThat(lent()).isEmpty();
	}

	@Test
	void argumentWhenKeptThenUsedAfterTheCallAndGivenBackOnceForgotten() {
		this.server.keep(() -> 42);
		assertThat(this.borrower.latest.get().answer()).isEqualTo(42);
		assertThat(lent()).hasSize(1);
		this.borrower.latest.set(null);
		awaitNothingLentByCollecting();
	}

	@Test
	void argumentWhenKeptAndLentTooThenKeptStays() {
		Question own = () -> 42;
		this.server.keep(own);
		Question kept = this.borrower.latest.get();
		for (int i = 0; i < 10; i++) {
			this.server.ask(own);
			assertThat(this.borrower.latest.get()).isEqualTo(kept);
		}
		assertThat(kept.answer()).isEqualTo(42);
		assertThat(lent()).singleElement()
			.satisfies((left) -> assertThat(left.references()).isEqualTo(ObjectExporter.REFERENCES));
		kept = null;
		this.borrower.latest.set(null);
		awaitNothingLentByCollecting();
	}

	private void awaitNothingLentByCollecting() {
		await().untilAsserted(() -> {
			System.gc();
			assertThat(lent()).isEmpty();
		});
	}

	@Test
	void argumentWhenLentAgainWithinTheCallThenInnerCallEndsItsOwnLoanAlone() {
		Question own = () -> 42;
		AtomicReference<Integer> inner = new AtomicReference<>();
		Lending nested = remote(new Borrower() {

			@Override
			public int ask(Question question) {
				return question.answer() + question.answer();
			}

		});
		Question asking = () -> {
			inner.set(this.server.ask(own));
			return this.server.ask(own);
		};
		assertThat(nested.ask(asking)).isEqualTo(84);
		assertThat(inner).hasValue(42);
		assertThat(lent()).isEmpty();
	}

	@Test
	void argumentWhenLentToAThirdProcessThenGivenBackByBoth() {
		Borrower third = new Borrower();
		Lending further = further(third);
		Lending passing = remote(new Borrower() {

			@Override
			public int ask(Question question) {
				return further.ask(question);
			}

		});
		assertThat(passing.ask(() -> 42)).isEqualTo(42);
		// The third process had asked for references of its own
		await().untilAsserted(() -> assertThat(lent()).isEmpty());
		assertLate(() -> third.latest.get().answer());
	}

	@Test
	void argumentWhenKeptByAThirdProcessThenOutlivesTheCall() {
		Borrower third = new Borrower();
		Lending further = further(third);
		Lending passing = remote(new Borrower() {

			@Override
			public int ask(Question question) {
				further.keep(question);
				return 0;
			}

		});
		passing.ask(() -> 42);
		assertThat(third.latest.get().answer()).isEqualTo(42);
		third.latest.set(null);
		awaitNothingLentByCollecting();
	}

	private Lending further(Lending object) {
		return TwoProcesses.remote(this.processes.start("third"), this.processes.server(), Lending.class, object);
	}

	@Test
	void callWhenGivenUpThenObjectHasItsArgumentsUntilItReturns() throws InterruptedException {
		Waiter waiter = new Waiter();
		AbandonedArguments abandoned = Inside.exporter(this.processes.client()).abandoned();
		giveUp(remote(waiter), waiter, () -> 42);
		assertThat(abandoned.size()).isOne();
		assertThat(waiter.latest.get().answer()).isEqualTo(42);
		waiter.open.countDown();
		await().untilAsserted(() -> assertThat(lent()).isEmpty());
		assertThat(abandoned.size()).isZero();
	}

	@Test
	void callsWhenManyAreGivenUpThenTheLatestHaveTheirArguments() throws InterruptedException {
		AbandonedArguments abandoned = Inside.exporter(this.processes.client()).abandoned();
		CountDownLatch open = new CountDownLatch(1);
		Waiter first = new Waiter(open);
		giveUp(remote(first), first, () -> 0);
		Waiter last = first;
		for (int i = 1; i <= AbandonedArguments.REMEMBERED; i++) {
			last = new Waiter(open);
			int own = i;
			giveUp(remote(last), last, () -> own);
		}
		assertThat(lent()).hasSize(AbandonedArguments.REMEMBERED);
		assertThat(abandoned.size()).isEqualTo(AbandonedArguments.REMEMBERED);
		assertThat(last.latest.get().answer()).isEqualTo(AbandonedArguments.REMEMBERED);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> first.latest.get().answer())
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_DISCONNECTED))
			.withMessageContaining("Release the pointer and create a new object");
		open.countDown();
		await().untilAsserted(() -> assertThat(lent()).isEmpty());
		assertThat(abandoned.size()).isZero();
	}

	@Test
	void callWhenGivenUpAndServerGoesThenNothingIsLent() throws InterruptedException {
		Waiter waiter = new Waiter();
		giveUp(remote(waiter), waiter, () -> 42);
		this.processes.client().processGone(this.processes.server().oxid());
		assertThat(lent()).isEmpty();
		assertThat(Inside.exporter(this.processes.client()).abandoned().size()).isZero();
		waiter.open.countDown();
	}

	@Test
	void callWhenGivenUpAndServerIsGoneAlreadyThenNothingIsLent() {
		OutgoingExchange exchange = new OutgoingExchange(Inside.importer(this.processes.client()).exchanges(), 4711);
		Question question = () -> 42;
		exchange.marshal(Question.class, question);
		assertThat(lent()).hasSize(1);
		exchange.abandon();
		assertThat(lent()).isEmpty();
		assertThat(Inside.exporter(this.processes.client()).abandoned().size()).isZero();
	}

	/**
	 * Gives a call up once the object is in it.
	 */
	private static void giveUp(Lending remote, Waiter waiter, Question argument) throws InterruptedException {
		CompletableFuture<Integer> call = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				call.complete(remote.ask(argument));
			}
			catch (Throwable ex) {
				call.completeExceptionally(ex);
			}
		});
		caller.start();
		waiter.inside.await();
		caller.interrupt();
		assertThat(catchThrowable(call::join)).hasStackTraceContaining("RPC_E_CALL_CANCELED");
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C51}")
	interface Lending {

		int ask(Question question);

		int askAll(Questions questions);

		Question echo(Question question);

		Question latest();

		int read(InputStream in) throws IOException;

		void keep(@Kept Question question);

	}

	@FunctionalInterface
	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C52}")
	interface Question {

		int answer();

	}

	record Questions(List<Question> list, Map<String, Question> map) {
	}

	/**
	 * Remembers what it was passed last.
	 */
	static class Borrower implements Lending {

		final AtomicReference<@Nullable Question> latest = new AtomicReference<>();

		@Override
		public int ask(Question question) {
			this.latest.set(question);
			return question.answer();
		}

		@Override
		public int askAll(Questions questions) {
			return questions.list().stream().mapToInt(Question::answer).sum()
					+ questions.map().values().stream().mapToInt(Question::answer).sum();
		}

		@Override
		public Question echo(Question question) {
			return question;
		}

		@Override
		public Question latest() {
			return this.latest.get();
		}

		@Override
		public int read(InputStream in) throws IOException {
			return in.read();
		}

		@Override
		public void keep(Question question) {
			this.latest.set(question);
		}

	}

	/**
	 * Waits until it is let go, interrupted or not.
	 */
	static final class Waiter extends Borrower {

		final CountDownLatch inside = new CountDownLatch(1);

		final CountDownLatch open;

		Waiter() {
			this(new CountDownLatch(1));
		}

		Waiter(CountDownLatch open) {
			this.open = open;
		}

		@Override
		public int ask(Question question) {
			this.latest.set(question);
			this.inside.countDown();
			while (this.open.getCount() > 0) {
				try {
					this.open.await();
				}
				catch (InterruptedException ex) {
					// Goes on, as much code does
				}
			}
			return 0;
		}

	}

}
