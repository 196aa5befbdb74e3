package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComPointer;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A class object keeps its server for as long as clients in other processes have it.
 */
@ExtendWith(NoLeftovers.class)
@SuppressWarnings("rawtypes")
class ClassObjectLockTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private final CounterFactory factory = new CounterFactory();

	@Test
	@Tag("SL-05")
	void marshalThenLockedUntilRelease() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
			assertThat(this.factory.locks).containsExactly(true);
			assertThat(served.classObject().locks()).isEqualTo(1);
			ObjectRpc.createWith(pointer.get(), Counter.class, null).release();
			await().untilAsserted(() -> assertThat(this.factory.destroyed).hasSize(1));
			assertThat(state(served)).isEqualTo(ClassTable.State.RUNNING);
		}
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		await().untilAsserted(() -> assertThat(this.factory.locks).containsExactly(true, false));
		assertThat(served.classObject().locks()).isZero();
	}

	@Test
	@Tag("SL-05")
	@Tag("SL-09")
	void marshalThenLockedUntilClientDies() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class);
		ComPointer<Counter> created = ObjectRpc.createWith(pointer.get(), Counter.class, null).adopt(Counter.class);
		created.get().next();
		this.processes.client().close();
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		await().untilAsserted(() -> assertThat(this.factory.locks).containsExactly(true, false));
		assertThat(this.factory.destroyed).hasSize(1);
		created.close();
		pointer.close();
	}

	@Test
	void marshalTwiceToOneClientThenOneLock() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<ClassFactory> one = served.getClassObject(ClassFactory.class);
		ComPointer<ClassFactory> other = served.getClassObject(ClassFactory.class);
		assertThat(one.isSameObject(other)).isTrue();
		assertThat(this.factory.locks).containsExactly(true);
		one.close();
		ObjectRpc.createWith(other.get(), Counter.class, null).release();
		other.close();
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		await().untilAsserted(() -> assertThat(this.factory.locks).containsExactly(true, false));
	}

	@Test
	void marshalToTwoClientsThenOneLockEach() throws InterruptedException {
		ServedClass served = new ServedClass(this.processes, this.factory);
		ComPointer<ClassFactory> one = served.getClassObject(ClassFactory.class);
		ComPointer<ClassFactory> other = served.getClassObject(this.processes.start("other"), ClassFactory.class);
		assertThat(this.factory.locks).containsExactly(true, true);
		one.close();
		await().untilAsserted(() -> assertThat(this.factory.locks).containsExactly(true, true, false));
		assertThat(state(served)).isEqualTo(ClassTable.State.RUNNING);
		other.close();
		assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
		await().untilAsserted(() -> assertThat(this.factory.locks).containsExactly(true, true, false, false));
	}

	@Test
	@Tag("SL-07")
	void onlyInstanceReleasedWhileClassObjectIsHeldThenServerStays() throws Exception {
		ObjectRpc second = this.processes.start("second");
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 100; round++) {
				ServedClass served = new ServedClass(this.processes, new CounterFactory());
				CyclicBarrier received = new CyclicBarrier(2);
				CyclicBarrier released = new CyclicBarrier(2);
				Future<Integer> first = threads.submit(() -> {
					try (ComPointer<ClassFactory> pointer = served.getClassObject(ClassFactory.class)) {
						received.await();
						released.await();
						try (ComPointer<Counter> mine = ObjectRpc.createWith(pointer.get(), Counter.class, null)
							.adopt(Counter.class)) {
							return mine.get().next();
						}
					}
				});
				Future<?> other = threads.submit(() -> {
					received.await();
					served.activate(second, Counter.class).close();
					await().pollDelay(Duration.ZERO)
						.pollInterval(Duration.ofMillis(1))
						.until(() -> served.classObject().instances() == 0);
					assertThat(state(served)).isEqualTo(ClassTable.State.RUNNING);
					released.await();
					return null;
				});
				other.get();
				assertThat(first.get()).isEqualTo(1);
				assertThat(served.table().awaitNoReferences(Duration.ofSeconds(30))).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static ClassTable.State state(ServedClass served) {
		return served.table().registrations().get(0).state();
	}

}
