package io.github.comspring.core.rpc.transport;

import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;

import io.github.comspring.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.net.StandardProtocolFamily.UNIX;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnixEndpoint}.
 */
class UnixEndpointTests {

	private static final int ROUNDS = 200;

	@TempDir
	Path folder;

	@Test
	void removeIfDesertedWhenSeveralAtOnceThenAllFindItGone() throws Exception {
		UnixEndpoint endpoint = new UnixEndpoint(this.folder.resolve("left.sock"));
		for (int i = 0; i < ROUNDS; i++) {
			ServerSocketChannel.open(UNIX).bind(endpoint.socketAddress()).close();
			List<Boolean> gone = Race.run(3, (number) -> endpoint.removeIfDeserted());
			assertThat(gone).containsOnly(true);
			assertThat(endpoint.path()).doesNotExist();
		}
	}

}
