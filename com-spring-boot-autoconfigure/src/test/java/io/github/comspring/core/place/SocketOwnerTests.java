package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.transport.Listener;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketOwner}.
 */
class SocketOwnerTests {

	private final String self = OwnUser.ofThisProcess().name();

	@TempDir
	private Path directory;

	private boolean isOf(Path path, String user) {
		return SocketOwner.isOf(new UnixEndpoint(path), new Peer(Origin.LOCAL, user, null));
	}

	@Test
	void socketThenThatOfItsUserAlone() throws IOException {
		Path socket = this.directory.resolve("a.sock");
		try (Listener listener = Listener.open(new UnixEndpoint(socket))) {
			assertThat(listener.endpoint()).isEqualTo(new UnixEndpoint(socket));
			assertThat(isOf(socket, this.self)).isTrue();
			assertThat(isOf(socket, "nobody-else")).isFalse();
			assertThat(isOf(socket, null)).isFalse();
			Path link = Files.createSymbolicLink(this.directory.resolve("link.sock"), socket);
			assertThat(isOf(link, this.self)).as("a link").isFalse();
		}
	}

	@Test
	void noSocketThenNobodys() throws IOException {
		assertThat(isOf(this.directory.resolve("missing"), this.self)).isFalse();
		assertThat(isOf(Files.createFile(this.directory.resolve("file")), this.self)).isFalse();
		assertThat(isOf(this.directory, this.self)).isFalse();
	}

}
