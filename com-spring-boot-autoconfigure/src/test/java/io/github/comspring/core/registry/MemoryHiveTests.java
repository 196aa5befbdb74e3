package io.github.comspring.core.registry;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.core.registry.RegistryValue.Dword;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MemoryHive}.
 */
class MemoryHiveTests {

	private final MemoryHive hive = new MemoryHive("machine");

	@Test
	void rootIsSameUntilEdited() {
		RegistryKey before = this.hive.root();
		assertThat(this.hive.root()).isSameAs(before);
		this.hive.edit((root) -> root.withKey("a"));
		assertThat(this.hive.root().keys()).containsOnlyKeys("a");
		assertThat(before.isEmpty()).isTrue();
	}

	@Test
	void editThatFailsChangesNothing() {
		assertThatIllegalStateException().isThrownBy(() -> this.hive.edit((root) -> {
			throw new IllegalStateException();
		}));
		assertThat(this.hive.root()).isSameAs(RegistryKey.EMPTY);
	}

	@Test
	void concurrentEditsLoseNothing() throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = Stream.of("a", "b", "c", "d").map((name) -> new Thread(() -> {
			await(start);
			IntStream.range(0, 500)
				.forEach((i) -> this.hive.edit("owner", (root) -> root.withValue(name, "v" + i, new Dword(i))));
		})).toList();
		threads.forEach(Thread::start);
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.hive.root().keys().values()).hasSize(4).allMatch((key) -> key.values().size() == 500);
	}

	@Test
	void sourceIsTheHiveItself() {
		assertThat(this.hive.sources()).containsOnlyKeys("machine");
		assertThat(this.hive.unreadableFiles()).isEmpty();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
