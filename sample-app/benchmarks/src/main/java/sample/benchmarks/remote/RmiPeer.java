package sample.benchmarks.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.rmi.RemoteException;
import java.util.Base64;

/**
 * Calls through a stub of Java RMI, which keeps a connection for each concurrent call.
 */
final class RmiPeer implements Peer {

	private final RemoteEcho stub;

	RmiPeer(String address) throws IOException, ClassNotFoundException {
		byte[] bytes = Base64.getDecoder().decode(address);
		try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
			this.stub = (RemoteEcho) objects.readObject();
		}
	}

	@Override
	public int add(int left, int right) throws RemoteException {
		return this.stub.add(left, right);
	}

	@Override
	public byte[] echo(byte[] payload) throws RemoteException {
		return this.stub.echo(payload);
	}

	@Override
	public TenFields echo(TenFields fields) throws RemoteException {
		return this.stub.echo(fields);
	}

	@Override
	public void close() {
		// RMI closes its idle connections itself
	}

}
