package io.github.comspring.core.orpc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.apartment.SingleThreadedApartment;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.call.Deadline;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How long calls may take.
 */
@ExtendWith(NoLeftovers.class)
class DeadlineTests {

	private static final long DAY = Duration.ofDays(1).toNanos();

	private static final long NOON = DAY / 2;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@Test
	void deadlinePassesThenTimeoutNamesIt() {
		CountDownLatch never = new CountDownLatch(1);
		ObjectRpc hasty = this.processes.start("hasty", Duration.ofMillis(100));
		Counter counter = TwoProcesses.remote(this.processes.server(), hasty, Counter.class, () -> await(never));
		assertThatExceptionOfType(ComException.class).isThrownBy(counter::next)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_TIMEOUT))
			.withMessageContaining("The deadline of PT0.1S passed")
			.withMessageContaining("next of " + Counter.class.getName());
		never.countDown();
	}

	private static int await(CountDownLatch latch) {
		try {
			latch.await();
			return 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void nestedCallThenHasNoMoreTimeThanIsLeft() {
		Duration[] nested = new Duration[2];
		ObjectRpc hasty = this.processes.start("hasty", Duration.ofSeconds(20));
		Counter counter = TwoProcesses.remote(this.processes.server(), hasty, Counter.class, () -> {
			nested[0] = Deadline.shorten(Duration.ofHours(1));
			nested[1] = Deadline.shorten(Duration.ofMillis(1));
			return 1;
		});
		counter.next();
		assertThat(nested[0]).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(20));
		assertThat(nested[1]).isEqualTo(Duration.ofMillis(1));
	}

	@Test
	void nestedCallOfAnApartmentThenHasNoMoreTimeThanIsLeft() {
		ObjectRpc hasty = this.processes.start("hasty", Duration.ofSeconds(20));
		try (SingleThreadedApartment apartment = new SingleThreadedApartment("com-test", Caller.CONTEXT)) {
			AtomicReference<Duration> nested = new AtomicReference<>();
			Counter object = () -> {
				nested.set(Deadline.shorten(Duration.ofHours(1)));
				return 1;
			};
			Counter counter = TwoProcesses.remote(this.processes.server(), hasty, Counter.class,
					(Counter) apartment.enter(Counter.class, object));
			assertThat(counter.next()).isOne();
			assertThat(nested.get()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(20));
		}
	}

	@Test
	void noCallThenAsLongAsWanted() {
		assertThat(Deadline.shorten(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0, 60_000, Long.MAX_VALUE })
	void readAnyNumberThenSomeDeadlineOfADayAtMost(long millis) {
		byte[] data = ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
		Deadline deadline = Deadline.read(data, () -> NOON);
		assertThat(deadline.end() - NOON).isBetween(0L, DAY);
	}

	@Test
	void readNothingOrWrongLengthThenADay() {
		assertThat(Deadline.read(null, () -> NOON).end() - NOON).isEqualTo(DAY);
		assertThat(Deadline.read(new byte[3], () -> NOON).end() - NOON).isEqualTo(DAY);
	}

}
