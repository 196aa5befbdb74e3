package io.github.comspring.core.rpc.server;

import java.util.concurrent.ThreadFactory;

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

}
