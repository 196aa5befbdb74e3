package sample.benchmarks.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.server.UnicastRemoteObject;
import java.util.Base64;

/**
 * Exports an object with Java RMI, without a registry: the address is the stub itself.
 * RMI's own settings, which start a thread for each connection without limit.
 */
final class RmiServer implements PeerServer {

	private final RemoteEcho echo = new Echo();

	private final String address;

	RmiServer() throws IOException {
		System.setProperty("java.rmi.server.hostname", "127.0.0.1");
		this.address = encode(UnicastRemoteObject.exportObject(this.echo, 0));
	}

	private static String encode(Remote stub) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
			objects.writeObject(stub);
		}
		return Base64.getEncoder().encodeToString(bytes.toByteArray());
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	public void close() throws NoSuchObjectException {
		UnicastRemoteObject.unexportObject(this.echo, true);
	}

	private static final class Echo implements RemoteEcho {

		@Override
		public int add(int left, int right) {
			return left + right;
		}

		@Override
		public byte[] echo(byte[] payload) {
			return payload;
		}

		@Override
		public TenFields echo(TenFields fields) {
			return fields;
		}

	}

}
