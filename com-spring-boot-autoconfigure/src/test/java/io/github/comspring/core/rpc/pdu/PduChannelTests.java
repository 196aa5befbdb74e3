package io.github.comspring.core.rpc.pdu;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClientTests;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a server sees of a client while it carries out the client's call.
 */
@Timeout(60)
class PduChannelTests {

	private static final int CALL = 7;

	private static final Frame REQUEST = Frame.request(CALL, (byte) 42);

	@TempDir
	Path folder;

	/**
	 * Both ends of a connection on which a call is under way.
	 */
	private record Ends(SocketChannel client, PduChannel server) implements AutoCloseable {

		static Ends open(Transport transport, Path folder, Frame request) throws IOException {
			boolean unix = transport == Transport.UNIX;
			try (ServerSocketChannel listener = unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
					: ServerSocketChannel.open()) {
				listener.bind(unix ? UnixDomainSocketAddress.of(folder.resolve(System.nanoTime() + ".sock"))
						: new InetSocketAddress("127.0.0.1", 0));
				SocketChannel client = SocketChannel.open(listener.getLocalAddress());
				Ends ends = new Ends(client, new PduChannel(listener.accept()));
				ends.send(request);
				assertThat(ends.server.read().callId()).isEqualTo(CALL);
				return ends;
			}
		}

		void send(Frame frame) throws IOException {
			ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
			while (bytes.hasRemaining()) {
				this.client.write(bytes);
			}
		}

		boolean isGivenUp() {
			return this.server.isGivenUp(CALL);
		}

		@Override
		public void close() throws IOException {
			this.client.close();
			this.server.close();
		}

	}

	private static Frame cancel(PduType type, int callId) {
		return Frame.of(type.code(), Pdu.FIRST | Pdu.LAST, callId);
	}

	@ParameterizedTest
	@EnumSource
	void clientWaitsThenNotGivenUpAndTheConnectionIsAsBefore(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
			assertThat(ends.isGivenUp()).isFalse();
			ends.send(cancel(PduType.CO_CANCEL, CALL - 1));
			ends.send(Frame.request(CALL + 1));
			assertThat(ends.isGivenUp()).isFalse();
			assertThat(ends.isGivenUp()).isFalse();
			assertThat(ends.server.read().type()).isEqualTo(PduType.CO_CANCEL);
			assertThat(ends.server.read().callId()).isEqualTo(CALL + 1);
			ends.send(Frame.request(CALL + 2));
			assertThat(ends.server.read().callId()).as("read by a blocking channel").isEqualTo(CALL + 2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientCancelsThenGivenUp(Transport transport) throws Exception {
		for (PduType type : new PduType[] { PduType.CO_CANCEL, PduType.ORPHANED }) {
			try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
				ends.send(cancel(type, CALL));
				await().until(ends::isGivenUp);
				assertThat(ends.server.read().type()).isEqualTo(type);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientClosesThenGivenUp(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
			ends.client.close();
			await().until(ends::isGivenUp);
			assertThatExceptionOfType(EOFException.class).isThrownBy(ends.server::read);
		}
	}

	@ParameterizedTest
	@EnumSource
	void ownSideReadsNoMoreThenNotGivenUp(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
			ends.server.stopReading();
			assertThat(ends.isGivenUp()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void ownSideIsClosedThenGivenUp(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
			ends.server.close();
			assertThat(ends.isGivenUp()).isTrue();
		}
	}

	/**
	 * A request that fills the buffer of the channel leaves no room for what comes next.
	 */
	@ParameterizedTest
	@EnumSource
	void requestFillsTheBufferThenCancelIsSeenAllTheSame(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, Frame.request(CALL, new byte[8 * 1024 - 24]))) {
			ends.send(cancel(PduType.CO_CANCEL, CALL));
			await().until(ends::isGivenUp);
			assertThat(ends.server.read().type()).isEqualTo(PduType.CO_CANCEL);
		}
	}

	/**
	 * What a client sends ahead is kept, however much it is.
	 */
	@ParameterizedTest
	@EnumSource
	void clientSendsAheadThenNothingIsLost(Transport transport) throws Exception {
		try (Ends ends = Ends.open(transport, this.folder, REQUEST)) {
			RpcClientTests.inThread(() -> {
				for (int i = 1; i <= 10; i++) {
					ends.send(Frame.request(CALL + i, Loopback.noise(20_000)));
				}
				return null;
			});
			for (int i = 0; i < 20; i++) {
				assertThat(ends.isGivenUp()).isFalse();
			}
			for (int i = 1; i <= 10; i++) {
				Pdu pdu = ends.server.read();
				assertThat(pdu.callId()).isEqualTo(CALL + i);
				assertThat(Loopback.bytes(pdu.frame().position(24))).isEqualTo(Loopback.noise(20_000));
			}
		}
	}

}
