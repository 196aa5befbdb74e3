package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComPointer;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.importer.RemUnknownClient;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a client held that has died, and what another one cannot take from it.
 */
@ExtendWith(NoLeftovers.class)
class ClientDeathTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	@Tag("SL-09")
	@Tag("MA-06")
	@SuppressWarnings("rawtypes")
	void clientDiesThenItsReferencesAloneAreGivenBack() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc survivor = this.processes.start("survivor");
		ComPointer<Counter> kept = served.activate(survivor, Counter.class);
		List<ComPointer<?>> lost = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			ComPointer<Counter> pointer = served.activate(Counter.class);
			pointer.get().next();
			lost.add(pointer);
		}
		ComPointer<ClassFactory> classObject = served.getClassObject(ClassFactory.class);
		lost.add(classObject);
		assertThat(served.classObject().instances()).isEqualTo(4);
		this.processes.client().close();
		await().untilAsserted(() -> {
			assertThat(served.classObject().instances()).isEqualTo(1);
			assertThat(served.classObject().locks()).isZero();
		});
		assertThat(kept.get().next()).isEqualTo(1);
		kept.close();
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		assertThat(this.factory.destroyed).hasSize(4);
		lost.forEach(ComPointer::close);
	}

	@Test
	void clientDiesThenListenersToldAfterItsReferencesAreGone() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		List<Integer> left = new ArrayList<>();
		this.processes.server().addListener((client) -> {
			assertThat(client).isEqualTo(this.processes.client().oxid());
			left.add(this.processes.server().references().size());
		});
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		this.processes.client().close();
		await().untilAsserted(() -> assertThat(left).containsExactly(0));
		pointer.close();
	}

	@Test
	void clientDiesAndAListenerFailsThenTheOthersAreTold() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		List<Long> told = new CopyOnWriteArrayList<>();
		this.processes.server().addListener((client) -> {
			throw new OutOfMemoryError("in a test");
		});
		this.processes.server().addListener((client) -> {
			throw new IllegalStateException("in a test");
		});
		this.processes.server().addListener(told::add);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		long client = this.processes.client().oxid();
		this.processes.client().close();
		await().untilAsserted(() -> assertThat(told).containsExactly(client));
		assertThat(this.factory.destroyed).hasSize(1);
		pointer.close();
	}

	@Test
	void serverClosesThenNobodyToldThatItsClientsHaveGone() throws InterruptedException {
		BlockingQueue<Thread> connections = new LinkedBlockingQueue<>();
		ServedClass served = new ServedClass(this.processes,
				new CounterFactory(() -> (Counter) () -> connections.add(Thread.currentThread()) ? 1 : 0));
		List<Long> told = new CopyOnWriteArrayList<>();
		this.processes.server().addListener(told::add);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		pointer.get().next();
		this.processes.server().close();
		connections.take().join();
		assertThat(told).isEmpty();
		pointer.close();
	}

	@Test
	void processGoneThenReferencesAreGivenBack() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		this.processes.server().processGone(this.processes.client().oxid());
		assertThat(this.factory.destroyed).hasSize(1);
		pointer.close();
	}

	@Test
	@Tag("SE-21")
	void releaseOfWhatAnotherClientHoldsThenNothingChanges() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		byte[] reference = served.create(this.processes.client(), Counter.class).get(0);
		StdObjRef target = ObjRef.parse(reference).target();
		try (ComPointer<Counter> pointer = this.processes.client()
			.unmarshal(ServedClass.CO_CLASS, CallTerms.NONE, List.of(reference))
			.adopt(Counter.class)) {
			ObjectRpc forger = this.processes.start("forger");
			RemUnknownClient server = new RemUnknownClient(forger, target.oxid(), this.processes.server().endpoint());
			server.release(List.of(new InterfaceRef(target.ipid(), 1_000_000)));
			server.release(List.of(new InterfaceRef(target.ipid(), 5)));
			assertThat(pointer.get().next()).isEqualTo(1);
			assertThat(this.factory.destroyed).isEmpty();
			// What it gets itself it loses alone
			server.queryInterface(target.ipid(), Iid.of(Named.class));
			forger.close();
			await().untilAsserted(() -> assertThat(this.processes.server().references()).singleElement()
				.satisfies((each) -> assertThat(each.references()).isEqualTo(5)));
			assertThat(pointer.get().next()).isEqualTo(2);
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

	/**
	 * The real client has not even connected, so that the forger is the first to come by
	 * its number.
	 */
	@Test
	@Tag("SE-21")
	void processUsesTheNumberOfAClientThenNeitherItsReleaseNorItsEndChangesAnything() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		byte[] reference = served.create(this.processes.client(), Counter.class).get(0);
		StdObjRef target = ObjRef.parse(reference).target();
		BlockingQueue<Long> gone = new LinkedBlockingQueue<>();
		this.processes.server().addListener(gone::add);
		ObjectRpc forger = this.processes.start("forger");
		new RemUnknownClient(forger, target.oxid(), this.processes.server().endpoint())
			.release(List.of(new InterfaceRef(target.ipid(), 5)));
		forger.close();
		assertThat(gone.take()).isNotEqualTo(this.processes.client().oxid());
		assertThat(this.factory.destroyed).isEmpty();
		try (ComPointer<Counter> pointer = this.processes.client()
			.unmarshal(ServedClass.CO_CLASS, CallTerms.NONE, List.of(reference))
			.adopt(Counter.class)) {
			assertThat(pointer.get().next()).isEqualTo(1);
		}
		await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
	}

}
