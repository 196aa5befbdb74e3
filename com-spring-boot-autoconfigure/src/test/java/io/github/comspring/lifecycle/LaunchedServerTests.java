package io.github.comspring.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LaunchedServer}.
 */
@ExtendWith(NoLeftovers.class)
class LaunchedServerTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final ServedGreeter greeter = new ServedGreeter(this.classTable);

	private final AtomicInteger registered = new AtomicInteger();

	private final CountDownLatch exited = new CountDownLatch(1);

	@Test
	void acquireThenRegisteredAndKeptOpenUntilReleased() {
		LaunchedServer server = server(FOREVER, FOREVER);
		server.acquire();
		server.resumed();
		assertThat(this.registered).hasValue(1);
		assertThat(this.greeter.isServed()).isTrue();
		server.release();
		assertThat(this.greeter.isServed()).isFalse();
		assertThat(this.exited.getCount()).isOne();
	}

	@Test
	@Tag("SL-10")
	void acquireWhenNoClientComesThenServesNoMoreAndExits() throws InterruptedException {
		LaunchedServer server = server(Duration.ZERO, Duration.ZERO);
		server.acquire();
		server.resumed();
		assertThat(this.exited.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.greeter.isServed()).isFalse();
		server.release();
		assertThat(this.classTable.addRefServerProcess()).as("the reference is given back once").isOne();
	}

	@Test
	@Tag("SL-10")
	void acquireWhenClientIsThereThenExitsOnlyAfterIt() throws InterruptedException {
		ServedGreeter.Client client = this.greeter.client();
		LaunchedServer server = server(FOREVER, Duration.ZERO);
		server.acquire();
		server.resumed();
		await().until(() -> lifetime().getState() == Thread.State.WAITING);
		assertThat(this.greeter.isServed()).isTrue();
		assertThat(this.exited.getCount()).isOne();
		client.release();
		assertThat(this.exited.await(1, TimeUnit.MINUTES)).isTrue();
	}

	@Test
	@Tag("SL-10")
	void resumedWhenNoClientHasComeYetThenWaitsForItHoweverShortTheIdleTimeout() throws InterruptedException {
		LaunchedServer server = server(FOREVER, Duration.ZERO);
		server.acquire();
		assertThat(lifetimes()).as("before clients can come").isEmpty();
		server.resumed();
		await().until(() -> lifetime().getState() == Thread.State.TIMED_WAITING);
		assertThat(this.greeter.isServed()).isTrue();
		this.greeter.client().release();
		assertThat(this.exited.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.greeter.isServed()).isFalse();
	}

	@Test
	void acquireWhenNotRegisteredThenNothingStarts() {
		LaunchedServer server = new LaunchedServer(this.classTable, () -> {
			throw new ComException(HResult.E_ACCESSDENIED, "The secret is not good");
		}, Duration.ZERO, Duration.ZERO, this.exited::countDown);
		assertThatExceptionOfType(ComException.class).isThrownBy(server::acquire);
		server.release();
		assertThat(this.classTable.addRefServerProcess()).isOne();
		assertThat(this.exited.getCount()).isOne();
	}

	private LaunchedServer server(Duration launchTimeout, Duration idleTimeout) {
		return new LaunchedServer(this.classTable, this.registered::incrementAndGet, launchTimeout, idleTimeout,
				this.exited::countDown);
	}

	private static Thread lifetime() {
		return lifetimes().get(0);
	}

	private static List<Thread> lifetimes() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("com-server-lifetime"))
			.toList();
	}

}
