package sample.benchmarks.remote;

import java.io.InputStream;
import java.nio.file.Path;

import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * Our own client: a proxy that all callers share.
 */
final class ComPeer implements StreamPeer {

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ObjectRpc rpc;

	private final ComEcho echo;

	ComPeer(String address) {
		this.rpc = ComServer.process(new UnixEndpoint(Path.of("/nowhere")), this.leakDetector);
		this.echo = this.rpc.wellKnown(Endpoint.parse(address), 0, null, ComServer.IPID, ComEcho.class);
	}

	@Override
	public int add(int left, int right) {
		return this.echo.add(left, right);
	}

	@Override
	public byte[] echo(byte[] payload) {
		return this.echo.echo(payload);
	}

	@Override
	public TenFields echo(TenFields fields) {
		return this.echo.echo(fields);
	}

	@Override
	public InputStream open(long length) {
		return this.echo.open(length);
	}

	@Override
	public void close() {
		this.rpc.close();
		this.leakDetector.close();
	}

}
