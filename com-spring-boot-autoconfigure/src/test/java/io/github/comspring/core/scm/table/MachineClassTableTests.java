package io.github.comspring.core.scm.table;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long {@link MachineClassTable} waits for a server.
 */
@Timeout(60)
class MachineClassTableTests {

	private static final Duration TIMEOUT = Duration.ofMillis(400);

	private final CoClass coClass = CoClass.of(new Clsid(Guid.random()));

	/** Stands still while the client sleeps. */
	private final AtomicLong time = new AtomicLong();

	private final Semaphore looks = new Semaphore(0);

	private final MachineClassTable table = new MachineClassTable(this::look);

	private final ExecutorService client = Executors.newSingleThreadExecutor();

	private final Launch launch = this.table
		.launches((all) -> all.join(LaunchKey.of(this.coClass, new LocalServer("server", null), null, 0), this.coClass))
		.launch();

	private long look() {
		this.looks.release();
		return this.time.get();
	}

	@AfterEach
	void close() {
		this.client.shutdownNow();
	}

	private CompletableFuture<Offer> await() throws InterruptedException {
		CompletableFuture<Offer> waiting = CompletableFuture
			.supplyAsync(() -> this.table.await(this.coClass.clsid(), this.launch, TIMEOUT), this.client);
		awaitLooks();
		return waiting;
	}

	/**
	 * The client looks some times in each round, and at least once more in the next one.
	 */
	private void awaitLooks() throws InterruptedException {
		this.looks.drainPermits();
		this.looks.acquire(5);
	}

	@Test
	void processDoesNotRunThenLaunchIsNotTooLate() throws InterruptedException {
		CompletableFuture<Offer> waiting = await();
		this.time.addAndGet(Duration.ofHours(1).toNanos());
		awaitLooks();
		assertThat(waiting).isNotDone();
	}

}
