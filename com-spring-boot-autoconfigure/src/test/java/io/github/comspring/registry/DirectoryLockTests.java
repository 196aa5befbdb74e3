package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link DirectoryLock}.
 */
class DirectoryLockTests {

	@TempDir
	Path temp;

	@Test
	void secondWriterWaitsForFirst() throws Exception {
		CountDownLatch asking = new CountDownLatch(1);
		FutureTask<Boolean> second = new FutureTask<>(() -> {
			asking.countDown();
			try (DirectoryLock lock = DirectoryLock.acquire(this.temp)) {
				return lock.isHeld();
			}
		});
		try (DirectoryLock first = DirectoryLock.acquire(this.temp)) {
			new Thread(second).start();
			asking.await();
			assertThat(first.isHeld()).isTrue();
			assertThat(second).isNotDone();
		}
		assertThat(second.get()).isTrue();
	}

	@Test
	void readerGivesUpWhileOneWrites() throws IOException {
		try (DirectoryLock writer = DirectoryLock.acquire(this.temp);
				DirectoryLock reader = DirectoryLock.share(this.temp)) {
			assertThat(writer.isHeld()).isTrue();
			assertThat(reader.isHeld()).isFalse();
		}
		try (DirectoryLock reader = DirectoryLock.share(this.temp)) {
			assertThat(reader.isHeld()).isTrue();
		}
	}

	@Test
	void readerOfDirectoryThatNobodyWroteToNeedsNoLock() {
		assertThatIOException().isThrownBy(() -> DirectoryLock.share(this.temp).close());
		assertThat(this.temp).isEmptyDirectory();
	}

}
