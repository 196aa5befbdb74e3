package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Surrogates that write to both outputs for ever.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class FloodTests {

	private static final String FLOOD = "flood of lines";

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private final Logger logger = Logger.getLogger("io.github.comspring.server");

	private final CountDownLatch full = new CountDownLatch(1);

	private final AtomicLong logged = new AtomicLong();

	private final Handler handler = new Handler() {

		@Override
		public void publish(LogRecord logRecord) {
			FloodTests.this.logged.addAndGet(logRecord.getMessage().length());
			if (logRecord.getMessage().contains("writes too much")) {
				FloodTests.this.full.countDown();
			}
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	@BeforeEach
	void listen() {
		this.logger.setUseParentHandlers(false);
		this.logger.addHandler(this.handler);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.removeHandler(this.handler);
		this.logger.setUseParentHandlers(true);
	}

	@Test
	void callsWhenModuleWritesForEverThenServedAndLogIsBounded() throws InterruptedException {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		try (ComPointer<Faulty> pointer = faulty.create()) {
			pointer.get().commit("flood");
			assertThat(this.full.await(1, TimeUnit.MINUTES)).isTrue();
			for (int i = 0; i < 100; i++) {
				assertThat(pointer.get().pid()).isEqualTo(this.machine.launched.get(0).pid());
			}
			assertThat(FaultyClass.in(this.machine, this.directory).activate())
				.isEqualTo(this.machine.launched.get(1).pid());
			ComException failure = faulty.failureOf(() -> pointer.get().commit("halt=4"));
			assertThat(failure).hasMessageContainingAll("exited with code 4", FLOOD);
		}
		// Another minute may have begun on a slow machine
		assertThat(this.logged).hasValueLessThan(16 << 20);
	}

}
