package io.github.comspring.core;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackgroundThread}.
 */
@Timeout(60)
class BackgroundThreadTests {

	private static final InheritableThreadLocal<String> CALLER = new InheritableThreadLocal<>();

	private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	@AfterEach
	void forget() {
		CALLER.remove();
		Thread.currentThread().setContextClassLoader(this.contextClassLoader);
	}

	@Test
	void startThenNamedAndDoesNotKeepTheProcess() throws Exception {
		Thread started = started();
		assertThat(started.getName()).isEqualTo("com-test");
		assertThat(started.isDaemon()).isTrue();
	}

	@Test
	void startThenNothingOfTheCallerIsTakenAlong() throws Exception {
		CALLER.set("the first caller");
		Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
		CompletableFuture<String> seen = new CompletableFuture<>();
		BackgroundThread.start("com-test", () -> seen.complete(String.valueOf(CALLER.get())));
		assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo("null");
		assertThat(started().getContextClassLoader()).isSameAs(BackgroundThread.class.getClassLoader());
	}

	@Test
	void startWhenTaskFailsThenLogged() throws Exception {
		Logger logger = Logger.getLogger(BackgroundThread.class.getName());
		Records records = new Records();
		logger.addHandler(records);
		try {
			Error failure = new NoClassDefFoundError("Of the test");
			Thread failing = BackgroundThread.factory("com-test").newThread(() -> {
				throw failure;
			});
			failing.start();
			failing.join();
			assertThat(records.all).singleElement().satisfies((logged) -> {
				assertThat(logged.getMessage()).contains("com-test");
				assertThat(logged.getThrown()).isSameAs(failure);
			});
		}
		finally {
			logger.removeHandler(records);
		}
	}

	private static Thread started() throws Exception {
		CompletableFuture<Thread> itself = new CompletableFuture<>();
		BackgroundThread.start("com-test", () -> itself.complete(Thread.currentThread()));
		return itself.get(30, TimeUnit.SECONDS);
	}

	/**
	 * What is logged.
	 */
	private static final class Records extends Handler {

		private final List<LogRecord> all = new CopyOnWriteArrayList<>();

		@Override
		public void publish(LogRecord logRecord) {
			this.all.add(logRecord);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
