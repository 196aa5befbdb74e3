package io.github.comspring.core.rpc.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionThreadsTests {

	@Test
	void threadsAreNamedAndDoNotKeepTheProcess() {
		ThreadFactory threads = new ConnectionThreads("com-rpc-connection-");
		for (int i = 1; i < 3; i++) {
			Thread thread = threads.newThread(() -> {
			});
			assertThat(thread.getName()).isEqualTo("com-rpc-connection-" + i);
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
		}
	}

	@Test
	void threadsTakeNothingAlongOfWhoeverMakesThem() throws InterruptedException {
		InheritableThreadLocal<String> caller = new InheritableThreadLocal<>();
		AtomicReference<String> seen = new AtomicReference<>();
		caller.set("the first client");
		try {
			Thread thread = new ConnectionThreads("com-rpc-connection-")
				.newThread(() -> seen.set(String.valueOf(caller.get())));
			thread.start();
			thread.join();
		}
		finally {
			caller.remove();
		}
		assertThat(seen).hasValue("null");
	}

}
