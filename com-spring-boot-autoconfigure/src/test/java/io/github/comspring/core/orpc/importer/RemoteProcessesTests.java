package io.github.comspring.core.orpc.importer;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ComPointer;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a process keeps of those that it has nothing of any more.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class RemoteProcessesTests {

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
