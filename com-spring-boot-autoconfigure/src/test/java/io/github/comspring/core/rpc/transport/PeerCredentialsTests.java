package io.github.comspring.core.rpc.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeftovers.class)
class PeerCredentialsTests {

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@Test
	void peerOfUnixSocketIsTheCurrentUser() throws IOException {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			loopback.call();
		}
		Path own = Files.createFile(this.folder.resolve("own"));
		PosixFileAttributes attributes = Files.readAttributes(own, PosixFileAttributes.class);
		RpcCall call = this.dispatcher.calls.get(0);
		assertThat(call.association().peer())
			.isEqualTo(new Peer(Origin.LOCAL, attributes.owner().getName(), attributes.group().getName()));
		assertThat(call.association().principal()).isNull();
		assertThat(call.authenticationLevel()).isEqualTo(AuthenticationLevel.PACKET_PRIVACY);
	}

	@Test
	void peerOfUnixSocketIsKnownAfterItLeft() throws IOException {
		UnixEndpoint endpoint = new UnixEndpoint(this.folder.resolve("s"));
		try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(endpoint.socketAddress())) {
			SocketChannel.open(endpoint.socketAddress()).close();
			try (SocketChannel accepted = listener.accept()) {
				assertThat(PeerCredentials.of(accepted, endpoint).user()).isEqualTo(System.getProperty("user.name"));
			}
		}
	}

	@Test
	void peerOfTcpIsAnybodyAtItsAddress() {
		try (Loopback loopback = Loopback.open(Transport.TCP, this.folder, this.dispatcher)) {
			loopback.call();
		}
		RpcCall call = this.dispatcher.calls.get(0);
		assertThat(call.association().peer()).isEqualTo(new Peer(Origin.REMOTE, null, null, "127.0.0.1"));
		assertThat(call.authenticationLevel()).isEqualTo(AuthenticationLevel.NONE);
	}

}
