package io.github.comspring.core.orpc.importer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.remote.RemoteObject;
import io.github.comspring.core.orpc.remote.RemoteProcess;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallTerms}. Their time is short against that of the process, 30 s, and
 * only calls that never end are made on them.
 */
@ExtendWith(NoLeftovers.class)
class CallTermsTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CountDownLatch never = new CountDownLatch(1);

	private final List<String> overdue = new CopyOnWriteArrayList<>();

	private final ServedClass served = new ServedClass(this.processes, new CounterFactory(StuckShelf::new));

	private volatile boolean ends;

	private final CallTerms terms = new CallTerms(SHORT, (process, operation, taken) -> {
		assertThat(process).isEqualTo(this.processes.server().oxid());
		this.overdue.add(operation + " " + taken);
		return this.ends;
	});

	@AfterEach
	void letGo() {
		this.never.countDown();
	}

	@Test
	void callThatNeverEndsThenDeadlineOfTheTermsAndTold() {
		try (ComPointer<Counter> pointer = this.served.activate(this.processes.client(), this.terms, Counter.class)) {
			assertOverdue(pointer.get()::next).withMessageNotContaining("ended, as");
			this.ends = true;
			assertOverdue(pointer.get()::next)
				.withMessageContaining("The server was ended, as its application has it for such a call");
		}
		assertThat(this.overdue).hasSize(2).containsOnly(Counter.class.getName() + ".next PT0.1S");
	}

	@Test
	void resultOfCallThenSameTerms() {
		CallTerms patient = new CallTerms(Duration.ofMinutes(1), this.terms.watch());
		try (ComPointer<Shelf> pointer = this.served.activate(this.processes.client(), patient, Shelf.class)) {
			assertThat(terms(pointer.get())).isSameAs(patient);
			assertThat(terms(pointer.get().counter())).isSameAs(patient);
		}
	}

	@Test
	@SuppressWarnings("rawtypes")
	void instanceOfClassFactoryThenSameTerms() {
		CallTerms patient = new CallTerms(Duration.ofMinutes(1), this.terms.watch());
		try (ComPointer<ClassFactory> pointer = this.served.getClassObject(this.processes.client(), patient,
				ClassFactory.class)) {
			assertThat(terms(((RemoteClassFactory) pointer.get()).createInstance(Shelf.class))).isSameAs(patient);
		}
	}

	private static CallTerms terms(Object proxy) {
		return RemoteInterface.behind(proxy).object().terms();
	}

	@Test
	void resultThatWasActivatedThenItsOwnTerms() {
		RemoteObject object = object(1);
		object.describe(ServedClass.CO_CLASS, CallTerms.NONE);
		RemoteObject source = object(2);
		source.describe(ServedClass.CO_CLASS, this.terms);
		object.inherit(source);
		assertThat(object.terms()).isSameAs(CallTerms.NONE);
	}

	@Test
	void resultInAnotherProcessThenNotItsTerms() {
		RemoteObject source = object(1);
		source.describe(ServedClass.CO_CLASS, this.terms);
		RemoteObject object = new RemoteObject(process(), 2);
		object.inherit(source);
		assertThat(object.terms()).isSameAs(CallTerms.NONE);
	}

	private final RemoteProcess process = process();

	private RemoteObject object(long oid) {
		return new RemoteObject(this.process, oid);
	}

	private RemoteProcess process() {
		return new RemoteProcess(1, null, null);
	}

	@Test
	void createInstanceThatNeverEndsThenToldOfClassFactory() {
		ServedClass stuck = new ServedClass(this.processes, new CounterFactory(() -> {
			await();
			return new StuckShelf();
		}));
		try (ComPointer<?> factory = stuck.getClassObject(this.processes.client(), this.terms, ClassFactory.class)) {
			assertOverdue(() -> ObjectRpc.createWith(factory.get(), Counter.class, null));
		}
		assertThat(this.overdue).singleElement().asString().startsWith(ClassFactory.class.getName()).endsWith("PT0.1S");
	}

	@Test
	void callWithinShorterDeadlineThenToldOfThatOne() {
		ObjectRpc client = this.processes.client();
		CallTerms patient = new CallTerms(Duration.ofHours(1), this.terms.watch());
		Counter middle = TwoProcesses.remote(client, this.processes.start("hasty", Duration.ofMillis(200)),
				Counter.class, () -> {
					try (ComPointer<Counter> pointer = this.served.activate(client, patient, Counter.class)) {
						return pointer.get().next();
					}
				});
		assertThatExceptionOfType(ComException.class).isThrownBy(middle::next);
		Awaitility.await().untilAsserted(() -> assertThat(this.overdue).hasSize(1));
		assertThat(this.overdue).noneMatch((each) -> each.endsWith("PT1H"));
	}

	@Test
	void callThatServerAnswersWithTimeoutThenNotToldOf() {
		ServedClass failing = new ServedClass(this.processes, new CounterFactory(() -> (Counter) () -> {
			throw new ComException(HResult.RPC_E_TIMEOUT, "Another server was slow");
		}));
		CallTerms patient = new CallTerms(Duration.ofSeconds(30), this.terms.watch());
		try (ComPointer<Counter> pointer = failing.activate(this.processes.client(), patient, Counter.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(pointer.get()::next)
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT));
		}
		assertThat(this.overdue).isEmpty();
	}

	private ThrowableAssertAlternative<ComException> assertOverdue(ThrowingCallable call) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT))
			.withMessageContaining("The deadline of PT0.1S passed");
	}

	private int await() {
		try {
			this.never.await();
			return 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C1A}")
	interface Shelf {

		Counter counter();

	}

	/**
	 * Whose own counter, and that on it, never end.
	 */
	final class StuckShelf implements Shelf, Counter {

		@Override
		public Counter counter() {
			return CallTermsTests.this::await;
		}

		@Override
		public int next() {
			return CallTermsTests.this.await();
		}

	}

}
