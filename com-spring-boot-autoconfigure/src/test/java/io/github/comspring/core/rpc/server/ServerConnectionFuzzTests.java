package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.pdu.RpcLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz test for a {@link ServerConnection}: any bytes end, at their end, the connection
 * that they come through, and no other.
 */
class ServerConnectionFuzzTests {

	private static final RpcLimits LIMITS = Loopback.fragments(1024, 8, 4096);

	@FuzzTest(maxDuration = "1m")
	void anyBytesEndTheirConnectionAlone(byte[] bytes) throws IOException {
		Path folder = Files.createTempDirectory("com-rpc");
		RecordingDispatcher dispatcher = new RecordingDispatcher();
		Failures failures = new Failures();
		Logger logger = Logger.getLogger(ServerConnection.class.getName());
		logger.addHandler(failures);
		logger.setLevel(Level.SEVERE);
		try (Loopback loopback = Loopback.open(Transport.UNIX, folder, dispatcher, LIMITS)) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				send(peer, bytes);
				peer.readToEnd();
			}
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			assertThat(failures.messages).isEmpty();
		}
		finally {
			logger.removeHandler(failures);
			logger.setLevel(null);
			Files.delete(folder);
		}
	}

	private static void send(RawPeer peer, byte[] bytes) {
		try {
			peer.send(bytes).finish();
		}
		catch (IOException ex) {
			// The server had read enough
		}
	}

	/**
	 * Keeps what a connection did not expect.
	 */
	private static final class Failures extends Handler {

		private final List<String> messages = new CopyOnWriteArrayList<>();

		@Override
		public void publish(LogRecord logged) {
			if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
				this.messages.add(logged.getMessage() + " " + logged.getThrown());
			}
		}

		@Override
		public void flush() {
			// Nothing is kept back
		}

		@Override
		public void close() {
			// Nothing is open
		}

	}

}
