package io.github.comspring.core.orpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.core.orpc.exporter.OxidResolver;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.Listener;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * Listens where others connect to, keeps what each shows of itself in its first message,
 * and hangs up.
 */
public final class Wiretap implements AutoCloseable {

	/** Of the header of a fragment, little-endian. */
	private static final int FRAGMENT_LENGTH = 8;

	private static final int AUTH_LENGTH = 10;

	private final Listener listener;

	private final BlockingQueue<byte[]> shown = new LinkedBlockingQueue<>();

	private final Thread thread = new Thread(this::listen);

	private Wiretap(Endpoint endpoint) throws IOException {
		this.listener = Listener.open(endpoint);
		this.thread.start();
	}

	static Wiretap at(Endpoint endpoint) throws IOException {
		return new Wiretap(endpoint);
	}

	public static Wiretap unix() throws IOException {
		return at(new UnixEndpoint(Files.createTempDirectory("wiretap-").resolve("wiretap.sock")));
	}

	public static Wiretap tcp() throws IOException {
		return at(new TcpEndpoint("127.0.0.1", 0));
	}

	public Endpoint endpoint() {
		return this.listener.endpoint();
	}

	/**
	 * Returns what each has shown that came, nothing for one that showed nothing.
	 */
	public BlockingQueue<byte[]> shown() {
		return this.shown;
	}

	private void listen() {
		while (true) {
			try (SocketChannel channel = this.listener.accept()) {
				this.shown.add(token(channel));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static byte[] token(SocketChannel channel) throws IOException {
		byte[] fragment = new byte[65_536];
		ByteBuffer in = ByteBuffer.wrap(fragment);
		while (in.position() < AUTH_LENGTH + 2 || in.position() < unsigned(fragment, FRAGMENT_LENGTH)) {
			if (channel.read(in) < 0) {
				return new byte[0];
			}
		}
		int length = unsigned(fragment, FRAGMENT_LENGTH);
		byte[] token = new byte[unsigned(fragment, AUTH_LENGTH)];
		System.arraycopy(fragment, length - token.length, token, 0, token.length);
		return token;
	}

	private static int unsigned(byte[] bytes, int at) {
		return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
	}

	/**
	 * Connects to a process and shows it some bytes, calls it once, and goes.
	 * @throws ComException if it was refused
	 */
	static void replay(byte[] token, Endpoint endpoint) {
		try (RpcClient forger = new RpcClient(RpcLimits.DEFAULT,
				(server) -> (token.length > 0) ? new Replayed(token) : null)) {
			forger.call(endpoint, OxidResolver.INTERFACE, null, OxidResolver.SERVER_ALIVE, List.of(), null,
					Duration.ofSeconds(30));
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		if (endpoint() instanceof UnixEndpoint unix && isOwnDirectory(unix.path().getParent())) {
			Files.delete(unix.path().getParent());
		}
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isOwnDirectory(Path directory) {
		return directory.getFileName().toString().startsWith("wiretap-");
	}

	/**
	 * What somebody else has shown.
	 *
	 * @param token the bytes
	 */
	private record Replayed(byte[] token) implements SecurityContext {

		@Override
		public int authenticationType() {
			return 0xC5;
		}

		@Override
		public AuthenticationLevel level() {
			return AuthenticationLevel.CONNECT;
		}

		@Override
		public byte[] exchange(byte[] received) {
			return this.token;
		}

		@Override
		public boolean isEstablished() {
			return true;
		}

		@Override
		public Object principal() {
			return null;
		}

		@Override
		public int signatureLength() {
			return 0;
		}

		@Override
		public byte[] protect(ByteBuffer pdu, int stubOffset, int stubLength) {
			throw new IllegalStateException("Protects no fragments");
		}

		@Override
		public void unprotect(ByteBuffer pdu, int stubOffset, int stubLength, byte[] signature) {
			throw new IllegalStateException("Protects no fragments");
		}

	}

}
