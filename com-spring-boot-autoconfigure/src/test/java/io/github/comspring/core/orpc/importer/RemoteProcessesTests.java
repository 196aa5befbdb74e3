package io.github.comspring.core.orpc.importer;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.remote.RemoteProcesses;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a process keeps of those that it has nothing of any more.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class RemoteProcessesTests {

	private static final int INVENTED = 2000;

	private static final int SERVERS = RemoteProcesses.REMEMBERED + 20;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	/** The servers that have no connection of the client any more. */
	private final AtomicInteger missed = new AtomicInteger();

	private ObjectImporter importer;

	@BeforeEach
	void findImporter() {
		this.importer = Inside.importer(this.processes.client());
	}

	private ComPointer<Counter> activate(int number) {
		ObjectRpc server = this.processes.start("server-" + number);
		server.addListener((client) -> this.missed.incrementAndGet());
		CounterFactory factory = new CounterFactory();
		ServedClass served = new ServedClass(this.processes, server, factory);
		ComPointer<Counter> pointer = served.activate(Counter.class);
		assertThat(pointer.get().next()).isOne();
		return pointer;
	}

	@Test
	void releasedObjectsOfManyProcessesThenTheOldestAreDisconnectedFrom() {
		ComPointer<Counter> kept = activate(0);
		for (int i = 1; i <= SERVERS; i++) {
			activate(i).close();
		}
		await().untilAsserted(() -> {
			assertThat(this.importer.processCount()).isEqualTo(RemoteProcesses.REMEMBERED + 1);
			assertThat(this.missed).hasValue(SERVERS - RemoteProcesses.REMEMBERED);
		});
		assertThat(kept.get().next()).as("of a process that is needed, however old").isEqualTo(2);
		kept.close();
	}

	@Test
	void referencesToInventedProcessesThenNothingIsKeptOfThem() throws ReflectiveOperationException {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
			assertThat(pointer.get().next()).isOne();
			byte[] genuine = served.create(this.processes.client(), Counter.class).get(0);
			ObjRef reference = ObjRef.parse(genuine);
			int before = kept();
			for (int i = 1; i <= INVENTED; i++) {
				List<byte[]> invented = List.of(invented(reference, i));
				assertThatExceptionOfType(ComException.class)
					.isThrownBy(() -> this.processes.client().unmarshal(ServedClass.CO_CLASS, CallTerms.NONE, invented))
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.OR_INVALID_OXID));
			}
			assertThat(kept()).isEqualTo(before);
			assertThat(this.importer.processCount()).isOne();
			assertThat(pointer.get().next()).as("what is genuine").isEqualTo(2);
		}
	}

	/**
	 * Returns a reference to an object at an endpoint of its own.
	 */
	private static byte[] invented(ObjRef genuine, int number) {
		StdObjRef target = new StdObjRef(0, 5, number, number, Guid.random());
		StringBindings bindings = new StringBindings(List.of(new UnixEndpoint(Path.of("/nowhere/" + number))));
		return new ObjRef(genuine.iid(), target, bindings).toBytes();
	}

	/**
	 * Counts all that the client keeps of other processes.
	 */
	private int kept() throws ReflectiveOperationException {
		ObjectRpc client = this.processes.client();
		Object introductions = Inside.introductions(client);
		Object exporter = Inside.exporter(client);
		int count = 0;
		for (Object each : List.of(this.importer, field(this.importer, "processes"), field(this.importer, "leases"),
				field(introductions, "contacts"), field(introductions, "visitors"), Inside.client(client), exporter,
				field(exporter, "abandoned"))) {
			for (Field field : each.getClass().getDeclaredFields()) {
				field.setAccessible(true);
				Object value = field.get(each);
				count += (value instanceof Map<?, ?> map) ? map.size()
						: (value instanceof Collection<?> collection) ? collection.size() : 0;
			}
		}
		return count;
	}

	private static Object field(Object holder, String name) throws ReflectiveOperationException {
		Field field = holder.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(holder);
	}

	@Test
	void releasedObjectsOfOneProcessThenItIsKnownOnce() {
		ServedClass served = new ServedClass(this.processes, new CounterFactory());
		served.table().addRefServerProcess();
		for (int i = 0; i < 10; i++) {
			try (ComPointer<Counter> pointer = served.activate(Counter.class)) {
				assertThat(pointer.get().next()).isOne();
			}
		}
		assertThat(this.importer.processCount()).isOne();
	}

}
