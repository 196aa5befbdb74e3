package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Where a server can listen, and where it cannot.
 */
class ListenerTests {

	@TempDir
	Path folder;

	private UnixEndpoint endpoint() {
		return new UnixEndpoint(this.folder.resolve("listener.sock"));
	}

	@Test
	void socketThatNobodyListensOnThenIsReplaced() throws IOException {
		try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			killed.bind(endpoint().socketAddress());
		}
		assertThat(endpoint().path()).exists();
		try (Listener listener = Listener.open(endpoint());
				SocketChannel client = SocketChannel.open(endpoint().socketAddress());
				SocketChannel accepted = listener.accept()) {
			assertThat(client.isConnected()).isTrue();
			assertThat(accepted.isConnected()).isTrue();
		}
		assertThat(endpoint().path()).doesNotExist();
	}

	@Test
	void socketThatSomebodyListensOnThenRefused() throws IOException {
		try (Listener listener = Listener.open(endpoint())) {
			assertThatIOException().isThrownBy(() -> Listener.open(endpoint()));
			// That of the attempt comes first
			listener.accept().close();
			try (SocketChannel client = SocketChannel.open(endpoint().socketAddress());
					SocketChannel accepted = listener.accept()) {
				assertThat(client.isConnected()).isTrue();
				assertThat(accepted.isConnected()).isTrue();
			}
		}
	}

	@Test
	void socketWithoutRoomForMoreThenRefused() throws IOException {
		try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			busy.bind(endpoint().socketAddress(), 1);
			try (SocketChannel first = SocketChannel.open(endpoint().socketAddress());
					SocketChannel second = SocketChannel.open(endpoint().socketAddress())) {
				assertThat(first.isConnected()).isTrue();
				assertThat(second.isConnected()).isTrue();
				assertThatIOException().isThrownBy(() -> Listener.open(endpoint()));
				assertThat(endpoint().path()).exists();
			}
		}
	}

	@Test
	void fileThatIsNoSocketThenRefusedAndKept() throws IOException {
		Files.writeString(endpoint().path(), "precious");
		assertThatIOException().isThrownBy(() -> Listener.open(endpoint()));
		assertThat(endpoint().path()).hasContent("precious");
	}

	@Test
	void linkToASocketThatNobodyListensOnThenRefusedAndKept() throws IOException {
		Path target = this.folder.resolve("target.sock");
		try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			killed.bind(new UnixEndpoint(target).socketAddress());
		}
		Files.createSymbolicLink(endpoint().path(), target);
		assertThatIOException().isThrownBy(() -> Listener.open(endpoint()));
		assertThat(endpoint().path()).isSymbolicLink();
		assertThat(target).exists();
	}

	@Test
	void fileIsRemovedThenLostAndCloseRemovesNoOtherOne() throws IOException {
		Listener listener = Listener.open(endpoint());
		assertThat(listener.isLost()).isFalse();
		Files.delete(endpoint().path());
		assertThat(listener.isLost()).isTrue();
		try (Listener next = Listener.open(endpoint())) {
			assertThat(listener.isLost()).isTrue();
			listener.close();
			assertThat(next.isLost()).isFalse();
		}
		assertThat(endpoint().path()).doesNotExist();
	}

	@Test
	void portZeroThenEndpointHasThePortOfTheSystem() throws IOException {
		try (Listener listener = Listener.open(new TcpEndpoint("127.0.0.1", 0))) {
			int port = ((InetSocketAddress) listener.channel().getLocalAddress()).getPort();
			assertThat(listener.endpoint()).isEqualTo(new TcpEndpoint("127.0.0.1", port));
			assertThatIOException().isThrownBy(() -> Listener.open(listener.endpoint()));
		}
	}

}
