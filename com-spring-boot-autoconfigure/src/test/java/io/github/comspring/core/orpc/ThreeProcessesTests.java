package io.github.comspring.core.orpc;

import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Kept;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Objects that are handed on to a third process.
 */
@ExtendWith(NoLeftovers.class)
class ThreeProcessesTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	private final ShelfObject shelfObject = new ShelfObject();

	private ServedClass served;

	private ObjectRpc third;

	private Shelf shelf;

	@BeforeEach
	void putUpShelfInThirdProcess() {
		this.served = new ServedClass(this.processes, this.factory);
		this.third = this.processes.start("third");
		this.shelf = TwoProcesses.remote(this.third, this.processes.client(), Shelf.class, this.shelfObject);
	}

	@Test
	void proxyAsArgumentThenThirdProcessHasReferencesOfItsOwn() {
		ComPointer<Counter> pointer = this.served.activate(Counter.class);
		assertThat(pointer.get().next()).isEqualTo(1);
		assertThat(this.shelf.put(pointer.get())).isEqualTo(2);
		pointer.close();
		this.processes.client().close();
		assertThat(this.shelfObject.content.next()).isEqualTo(3);
		assertThat(this.factory.destroyed).isEmpty();
		this.shelfObject.content = null;
		awaitDestroyed();
	}

	@Test
	@Tag("MA-03")
	void proxyAsArgumentToItsOwnProcessThenTheObjectItself() {
		ShelfObject home = new ShelfObject();
		Shelf shelfAtHome = TwoProcesses.remote(this.processes.server(), this.processes.client(), Shelf.class, home);
		try (ComPointer<Counter> pointer = this.served.activate(Counter.class)) {
			shelfAtHome.put(pointer.get());
			assertThat(home.content).isInstanceOf(CounterFactory.CounterObject.class);
		}
	}

	@Test
	void proxyAsResultThenClientHasReferencesOfItsOwn() {
		ComPointer<Counter> pointer = this.served.activate(this.third, Counter.class);
		assertThat(pointer.get().next()).isEqualTo(1);
		this.shelfObject.content = pointer.get();
		Counter received = this.shelf.get();
		this.shelfObject.content = null;
		pointer.close();
		this.third.close();
		assertThat(received.next()).isEqualTo(2);
		assertThat(this.factory.destroyed).isEmpty();
		this.processes.client().close();
		awaitDestroyed();
	}

	@Test
	void proxyAsResultAndArgumentThenOneIdentity() {
		try (ComPointer<Counter> pointer = this.served.activate(Counter.class)) {
			this.shelf.put(pointer.get());
			assertThat(this.shelf.get()).isEqualTo(pointer.get());
			assertThat(this.shelf.name(pointer.queryInterface(Named.class).get())).isEqualTo("counter");
			this.shelfObject.content = null;
		}
	}

	@Test
	void marshalledReferenceHandedOnAfterItWasUsedUpThenWorks() {
		byte[] reference = this.processes.server()
			.marshal(new CounterFactory.CounterObject(), Counter.class, Marshalling.NORMAL);
		Counter mine = (Counter) this.processes.client().unmarshal(Counter.class, reference);
		assertThat(this.shelf.put(mine)).isEqualTo(1);
		assertThat(this.shelfObject.content.next()).isEqualTo(2);
	}

	@Test
	void wellKnownObjectHandedOnAndReleasedThenStaysForOthers() {
		Counter known = TwoProcesses.remote(this.processes.server(), this.processes.client(), Counter.class,
				new CounterFactory.CounterObject());
		assertThat(this.shelf.put(known)).isEqualTo(1);
		this.third.close();
		assertThat(known.next()).isEqualTo(2);
	}

	private void awaitDestroyed() {
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.factory.destroyed).hasSize(1);
		});
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C08}")
	interface Shelf {

		int put(@Kept Counter counter);

		Counter get();

		String name(Named named);

	}

	static final class ShelfObject implements Shelf {

		volatile Counter content;

		@Override
		public int put(Counter counter) {
			this.content = counter;
			return counter.next();
		}

		@Override
		public Counter get() {
			return this.content;
		}

		@Override
		public String name(Named named) {
			return named.name();
		}

	}

}
