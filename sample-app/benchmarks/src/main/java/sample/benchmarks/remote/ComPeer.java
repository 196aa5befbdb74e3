package sample.benchmarks.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComPointer;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.MachineResolver;
import sample.benchmarks.Adder;

/**
 * Our own client: a proxy that all callers share.
 */
final class ComPeer implements StreamPeer, ReferencePeer {

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ObjectRpc rpc;

	private final ComEcho echo;

	/** Where the server calls back, if it ever does. */
	private final Path directory;

	private final List<ComPointer<Adder>> held = new ArrayList<>();

	ComPeer(String address) throws IOException {
		this.directory = Files.createTempDirectory("com-client");
		this.rpc = ComServer.process(new UnixEndpoint(this.directory.resolve("socket")), this.leakDetector);
		MachineResolver.introduces(this.rpc, Endpoint.parse(address));
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
	public int addAsked(int left, int right) {
		return this.echo.addAsked(left, () -> right);
	}

	@Override
	public void hold(int count) {
		for (byte[] reference : this.echo.create(count, this.rpc.oxid())) {
			this.held.add(this.rpc.unmarshal(HeldAdders.CLASS, CallTerms.NONE, List.of(reference)).adopt(Adder.class));
		}
	}

	@Override
	public void release() {
		this.held.forEach(ComPointer::close);
		this.echo.awaitReleased(this.held.size());
		this.held.clear();
	}

	@Override
	public long messages() {
		return this.echo.calls();
	}

	@Override
	public void close() throws IOException {
		this.rpc.close();
		this.leakDetector.close();
		Files.delete(this.directory);
	}

}
