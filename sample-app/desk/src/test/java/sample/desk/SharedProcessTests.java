package sample.desk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SharedProcess}. The processes are those of the imagination, so that
 * they end at the right moment.
 */
class SharedProcessTests {

	private final Activator activator = mock();

	private final ComPointer<Supplier<?>> pointer = mock();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final SharedProcess process = new SharedProcess(this.activator);

	@BeforeEach
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void activate() {
		given(this.activator.createInstance("Desk.Test", Supplier.class)).willReturn((ComPointer) this.pointer);
	}

	@Test
	void callWhenLostThenRepeatedAndAllReleased() {
		assertThat(call(lostTimes(1))).isEqualTo("drawn");
		verify(this.pointer, times(2)).close();
	}

	@Test
	void callWhenLostAgainThenItsOwnFault() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(lostTimes(3)))
			.satisfies((ex) -> assertThat(SharedProcess.isLost(ex)).isTrue());
		assertThat(this.events).containsExactly("lost", "lost");
		verify(this.pointer, times(2)).close();
	}

	@Test
	void callWhenRefusedThenNotRepeated() {
		given(this.activator.createInstance("Desk.Test", Supplier.class))
			.willThrow(new ComException(HResult.E_ACCESSDENIED, "No"));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(() -> "drawn"));
		verify(this.activator, times(1)).createInstance("Desk.Test", Supplier.class);
	}

	@Test
	void callWhenLostThenRepeatedOnceNobodyElseIsUnderWay() throws Exception {
		CountDownLatch otherRuns = new CountDownLatch(1);
		CountDownLatch otherMayEnd = new CountDownLatch(1);
		Thread other = start(() -> {
			otherRuns.countDown();
			awaitLatch(otherMayEnd);
			this.events.add("other");
			return "other";
		});
		otherRuns.await();
		Thread lost = start(lostTimes(1));
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> lost.getState() == Thread.State.WAITING || !lost.isAlive());
		otherMayEnd.countDown();
		other.join();
		lost.join();
		assertThat(this.events).containsExactly("lost", "other", "drawn");
	}

	private Thread start(Supplier<String> object) {
		Thread thread = new Thread(() -> call(object));
		thread.start();
		return thread;
	}

	private Object call(Supplier<String> object) {
		return this.process.call("Desk.Test", Supplier.class, (ignored) -> object.get());
	}

	private Supplier<String> lostTimes(int times) {
		CountDownLatch left = new CountDownLatch(times);
		return () -> {
			if (left.getCount() > 0) {
				left.countDown();
				this.events.add("lost");
				throw new ComException(HResult.RPC_S_CALL_FAILED, "The connection broke");
			}
			this.events.add("drawn");
			return "drawn";
		};
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
