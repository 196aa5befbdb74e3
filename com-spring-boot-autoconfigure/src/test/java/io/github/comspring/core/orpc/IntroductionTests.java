package io.github.comspring.core.orpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.core.orpc.identity.Contact;
import io.github.comspring.core.orpc.identity.Introducer;
import io.github.comspring.core.orpc.identity.ProcessKey;
import io.github.comspring.core.orpc.importer.OutgoingExchange;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a process shows of itself, where, and what it is good for there.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class IntroductionTests {

	/** More than the processes that one remembers of those it has nothing of. */
	private static final int MANY = 128;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	void whatAProcessHasShownIsShownElsewhereThenNothingOfItIsTakenBack() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		BlockingQueue<Long> gone = new LinkedBlockingQueue<>();
		this.processes.server().addListener(gone::add);
		try (Wiretap peer = Wiretap.unix(); ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThat(pointer.get().next()).isEqualTo(1);
			Counter remote = this.processes.client()
				.wellKnown(peer.endpoint(), 4711, null, Guid.random(), Counter.class);
			assertThatExceptionOfType(ComException.class).isThrownBy(remote::next);
			Wiretap.replay(peer.shown().take(), this.processes.server().endpoint());
			assertThat(gone.take()).isNotEqualTo(this.processes.client().oxid());
			assertThat(pointer.get().next()).isEqualTo(2);
			assertThat(this.factory.destroyed).isEmpty();
		}
	}

	@Test
	void referenceToAStrangerThenNobodyIsConnectedTo() throws IOException {
		try (Wiretap unix = Wiretap.unix(); Wiretap tcp = Wiretap.tcp()) {
			for (Wiretap each : List.of(unix, tcp)) {
				assertFails(HResult.OR_INVALID_OXID,
						() -> this.processes.client().unmarshal(Counter.class, reference(4711, 5, each.endpoint())));
				assertFails(HResult.OR_INVALID_OXID,
						() -> this.processes.client().unmarshal(Counter.class, reference(4711, 0, each.endpoint())));
				assertThat(each.shown()).isEmpty();
			}
		}
	}

	@Test
	void whatAProcessHasShownWhereItWasIntroducedThenRefusedElsewhere() throws Exception {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc client = this.processes.client();
		ProcessKey evil = ProcessKey.random();
		try (Wiretap peer = Wiretap.unix(); ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThat(pointer.get().next()).isEqualTo(1);
			Inside.introductions(client)
				.contacts()
				.add(new Contact(peer.endpoint(), evil.oxid(), evil.ticket(client.oxid())));
			Counter remote = client.wellKnown(peer.endpoint(), evil.oxid(), null, Guid.random(), Counter.class);
			assertThatExceptionOfType(ComException.class).isThrownBy(remote::next);
			byte[] shown = peer.shown().take();
			assertThat(shown).isNotEmpty();
			assertFails(HResult.E_ACCESSDENIED, () -> Wiretap.replay(shown, this.processes.server().endpoint()));
			assertThat(pointer.get().next()).isEqualTo(2);
			assertThat(this.factory.destroyed).isEmpty();
		}
	}

	@Test
	void referenceToWhomIsKnownThatNamesAnotherPlaceThenCalledWhereItWasIntroduced() throws IOException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		byte[] reference = served.create(this.processes.client(), Counter.class).get(0);
		try (Wiretap unix = Wiretap.unix(); Wiretap tcp = Wiretap.tcp()) {
			for (Wiretap each : List.of(unix, tcp)) {
				ObjRef forged = new ObjRef(Iid.of(Counter.class), ObjRef.parse(reference).target(),
						new StringBindings(List.of(each.endpoint())));
				Counter counter = (Counter) this.processes.client().unmarshal(Counter.class, forged.toBytes());
				assertThat(counter.next()).isPositive();
				assertThat(each.shown()).isEmpty();
			}
		}
	}

	@Test
	void manyObjectsAndCallbacksThenIntroducedOnce() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc server = this.processes.server();
		ObjectRpc client = this.processes.client();
		List<Long> asked = new CopyOnWriteArrayList<>();
		client.introducedBy(Endpoint.parse("unix:/nowhere"), (process) -> {
			asked.add(process);
			return server.introduce(process, client.oxid());
		});
		server.introducedBy(Endpoint.parse("unix:/nowhere"), (process) -> {
			throw new IllegalStateException("Who calls has said how it is called back");
		});
		for (int i = 0; i < 3; i++) {
			try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
				assertThat(pointer.get().next()).isEqualTo(1);
				assertThat(pointer.queryInterface(Named.class).get().name()).isEqualTo("counter");
			}
			Guid ipid = Guid.random();
			server.exportWellKnown(ipid, Listen.class, new Listening());
			assertThat(client.wellKnown(server.endpoint(), server.oxid(), null, ipid, Listen.class).to(() -> 7))
				.isEqualTo(7);
		}
		assertThat(asked).containsExactly(server.oxid());
	}

	/**
	 * Its service control manager may know better, which this one does not have.
	 */
	@Test
	void processNamesAPlaceInAnotherDirectoryThenItIsNotConnectedTo() throws IOException {
		ObjectRpc server = this.processes.server();
		server.introducedBy(Endpoint.parse("unix:/nowhere"), Introducer.NONE);
		Listen beside = TwoProcesses.remote(server, this.processes.client(), Listen.class, new Listening());
		assertThat(beside.to(() -> 7)).isEqualTo(7);
		Path directory = Files.createTempDirectory("elsewhere-");
		ObjectRpc other = this.processes.start(directory.resolve("other").toString());
		Listen elsewhere = TwoProcesses.remote(server, other, Listen.class, new Listening());
		assertFails(HResult.OR_INVALID_OXID, () -> elsewhere.to(() -> 7));
		server.admit((endpoint, peer) -> endpoint.equals(other.endpoint()));
		assertThat(elsewhere.to(() -> 7)).isEqualTo(7);
		other.close();
		Files.delete(directory);
	}

	/**
	 * To break the connections of others to it: a process that is there, or was before.
	 */
	@Test
	void processNamesThePlaceOfAnotherOneThenThatIsCalledThereOn() {
		ObjectRpc server = this.processes.server();
		Listen listen = TwoProcesses.remote(server, this.processes.client(), Listen.class, new Listening());
		Answer kept = () -> 7;
		assertThat(listen.to(kept)).isEqualTo(7);
		ObjectRpc liar = this.processes.start("liar");
		long forged = liar.oxid();
		TwoProcesses.remote(server, liar, Listen.class, new Listening()).to(() -> 8);
		Endpoint taken = this.processes.client().endpoint();
		assertFails(HResult.E_ACCESSDENIED, () -> server.meet(taken, forged, null));
		assertThat(listen.to(kept)).isEqualTo(7);
	}

	@Test
	void processesComeAndGoThenNothingIsKnownOfThemButTheLatest() {
		ObjectRpc server = this.processes.server();
		Listening remembered = new Listening();
		for (int i = 0; i < MANY; i++) {
			ObjectRpc shortLived = this.processes.start("short-" + i);
			Listen listen = TwoProcesses.remote(server, shortLived, Listen.class, remembered);
			assertThat(listen.to(() -> 7)).isEqualTo(7);
			shortLived.close();
			server.processGone(shortLived.oxid());
		}
		await().untilAsserted(() -> {
			assertThat(Inside.introductions(server).visitors().size()).isZero();
			assertThat(Inside.introductions(server).contacts().size()).isZero();
		});
	}

	@Test
	void referencesThatAThirdProcessGivesAwayThenNotTaken() {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ObjectRpc third = this.processes.start("third");
		ComPointer<Counter> pointer = served.activate(Counter.class);
		StdObjRef target = ObjRef.parse(served.create(third, Counter.class).get(0)).target();
		OutgoingExchange exchange = new OutgoingExchange(Inside.importer(this.processes.client()).exchanges(),
				third.oxid());
		StdObjRef forged = new StdObjRef(target.flags(), 1_000_000, target.oxid(), target.oid(), target.ipid());
		Counter received = (Counter) exchange.unmarshal(Counter.class,
				new ObjRef(Iid.of(Counter.class), forged, new StringBindings(List.of())).toBytes());
		assertThat(received.next()).isPositive();
		assertThat(this.processes.server().references()).extracting(ObjectReferences::references)
			.containsExactlyInAnyOrder(5, 10);
		pointer.close();
	}

	private static byte[] reference(long oxid, int references, Endpoint endpoint) {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, references, oxid, 1, Guid.random());
		return new ObjRef(Iid.of(Counter.class), target, new StringBindings(List.of(endpoint))).toBytes();
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C21}")
	interface Answer {

		int get();

	}

	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C22}")
	interface Listen {

		int to(Answer answer);

	}

	static final class Listening implements Listen {

		@Override
		public int to(Answer answer) {
			return answer.get();
		}

	}

}
