package io.github.comspring.core.reference;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.reference.TestServer.Fireball;
import io.github.comspring.core.reference.TestServer.Spell;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeakDetector}.
 */
class LeakDetectorTests {

	private final Logger logger = Logger.getLogger(LeakDetector.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	private final Handler handler = new Handler() {

		@Override
		public void publish(LogRecord logRecord) {
			LeakDetectorTests.this.records.add(logRecord);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	private final TestServer server = new TestServer(false);

	@BeforeEach
	void listen() {
		this.logger.addHandler(this.handler);
	}

	@AfterEach
	void stopListening() {
		this.logger.removeHandler(this.handler);
	}

	@Test
	void watchWhenForgottenThenReleasedAndLoggedWithPlace() throws IOException {
		try (LeakDetector detector = new LeakDetector(1)) {
			Fireball forgotten = new Fireball();
			forget(detector, forgotten);
			awaitDestroyed(forgotten);
			Awaitility.await().until(() -> !this.records.isEmpty());
			assertThat(this.records).singleElement().satisfies((logged) -> {
				assertThat(logged.getMessage()).contains("Test.Spell.1").contains("try-with-resources");
				assertThat(logged.getThrown()).isNotNull();
				assertThat(logged.getThrown().getStackTrace())
					.anyMatch((frame) -> frame.getMethodName().equals("forget"));
			});
			assertThat(this.server.references.get()).isZero();
		}
	}

	@Test
	void watchWhenNotSampledThenReleasedAndClassLoggedOnce() {
		try (LeakDetector detector = new LeakDetector(0)) {
			Fireball first = new Fireball();
			Fireball second = new Fireball();
			ClassObject classObject = this.server.held((type) -> first);
			this.server.acquire();
			forget(detector, classObject, first);
			forget(detector, classObject, second);
			awaitDestroyed(first);
			awaitDestroyed(second);
			Awaitility.await().until(() -> this.server.references.get() == 0);
			assertThat(this.records).singleElement()
				.satisfies(
						(logged) -> assertThat(logged.getMessage()).contains("comspring.leak-detection.sample-rate"));
		}
	}

	/**
	 * A module may interrupt whatever thread it finds, and an object fail to be released.
	 */
	@Test
	void watchWhenThreadWasInterruptedAndAReleaseFailedThenOthersAreReleased() {
		try (LeakDetector detector = new LeakDetector(0)) {
			Set<Thread> others = threads();
			ClassObject classObject = this.server.held((type) -> new Fireball());
			Fireball faulty = new Fireball() {

				@Override
				public void close() {
					super.close();
					throw new NoClassDefFoundError("Of the test");
				}

			};
			forget(detector, classObject, faulty);
			awaitDestroyed(faulty);
			Set<Thread> started = threads();
			started.removeAll(others);
			started.forEach(Thread::interrupt);
			Fireball next = new Fireball();
			this.server.acquire();
			forget(detector, classObject, next);
			awaitDestroyed(next);
		}
	}

	@Test
	void watchWhenClosedThenNotReleasedAgain() {
		try (LeakDetector detector = new LeakDetector(1)) {
			Fireball closed = new Fireball();
			ClassFactory<Fireball> factory = (type) -> closed;
			new CountedInstance(this.server.held(factory), factory, closed, detector).adopt(Spell.class).close();
			Fireball forgotten = new Fireball();
			forget(detector, forgotten);
			awaitDestroyed(forgotten);
			assertThat(closed.destroyed).isOne();
		}
	}

	@Test
	void watchWhenManyAreClosedThenNoneIsKept() {
		try (LeakDetector detector = new LeakDetector(0)) {
			List<WeakReference<Fireball>> closed = Stream.generate(() -> open(detector)).limit(300).toList();
			Awaitility.await().until(() -> {
				System.gc();
				return closed.stream().allMatch((object) -> object.get() == null);
			});
			assertThat(this.records).isEmpty();
		}
	}

	@Test
	void watchWhenManyThreadsCloseThenNoWatchIsKept() throws Exception {
		ClassFactory<Fireball> factory = (type) -> new Fireball();
		CountedObject object = new CountedInstance(this.server.held(factory), factory, new Fireball(),
				new LeakDetector(0));
		try (LeakDetector detector = new LeakDetector(0)) {
			List<WeakReference<Object>> ended = new CopyOnWriteArrayList<>();
			Race.run(64, (number) -> {
				ended.add(new WeakReference<>(end(detector, object)));
				for (int i = 0; i < 100_000; i++) {
					end(detector, object);
				}
				return number;
			});
			// Each stack is swept once more
			Race.run(64, (number) -> IntStream.range(0, 100_000).mapToObj((i) -> end(detector, object)).count());
			System.gc();
			assertThat(ended).allMatch((watch) -> watch.refersTo(null));
		}
	}

	private static Object end(LeakDetector detector, CountedObject object) {
		LeakDetector.Watch watch = detector.watch(detector, object);
		watch.end();
		return watch;
	}

	@Test
	void watchWhenForgottenAmongManyClosedThenStillReleased() {
		try (LeakDetector detector = new LeakDetector(0)) {
			Fireball forgotten = new Fireball();
			forget(detector, forgotten);
			Stream.generate(() -> open(detector)).limit(300).forEach((closed) -> closed.enqueue());
			awaitDestroyed(forgotten);
		}
	}

	private WeakReference<Fireball> open(LeakDetector detector) {
		Fireball object = new Fireball();
		pointer(detector, object).close();
		return new WeakReference<>(object);
	}

	@Test
	void closeWhenStartedThenThreadEnds() {
		Set<Thread> others = threads();
		LeakDetector detector = new LeakDetector(0);
		assertThat(threads()).isSubsetOf(others);
		ComPointer<Spell> pointer = pointer(detector, new Fireball());
		Set<Thread> started = threads();
		started.removeAll(others);
		assertThat(started).hasSize(1);
		pointer.close();
		detector.close();
		Awaitility.await().until(() -> Collections.disjoint(threads(), started));
	}

	private void forget(LeakDetector detector, Fireball object) {
		pointer(detector, object);
	}

	private void forget(LeakDetector detector, ClassObject classObject, Fireball object) {
		new CountedInstance(classObject, (type) -> object, object, detector).adopt(Spell.class);
	}

	private ComPointer<Spell> pointer(LeakDetector detector, Fireball object) {
		ClassFactory<Fireball> factory = (type) -> object;
		return new CountedInstance(this.server.held(factory), factory, object, detector).adopt(Spell.class);
	}

	private static void awaitDestroyed(Fireball object) {
		Awaitility.await().until(() -> {
			System.gc();
			return object.destroyed == 1;
		});
	}

	/** Those of detectors that other tests closed may still be ending. */
	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("com-forgotten-pointers"))
			.collect(Collectors.toSet());
	}

}
