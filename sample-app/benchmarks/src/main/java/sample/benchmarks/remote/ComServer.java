package sample.benchmarks.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Guid;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.SocketOwner;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.MachineResolver.Resolved;

/**
 * Our own server: an object behind object RPC, as a server process has it.
 */
final class ComServer implements PeerServer {

	/** The number of the interface pointer. */
	static final Guid IPID = Guid.parse("{E2A1B7C4-5F60-4D53-8D5C-6B0C4B8E9A11}");

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ObjectRpc rpc;

	private ComServer(Endpoint endpoint) {
		this.rpc = process(endpoint, this.leakDetector);
		this.rpc.exportWellKnown(IPID, ComEcho.class, new Echo(this.rpc, new HeldAdders(this.leakDetector)));
		// As a host does, which introduces its clients
		this.rpc.exportWellKnown(MachineResolver.IPID, MachineResolver.class, this::resolve);
		this.rpc.admit(SocketOwner::isOf);
		this.rpc.endpoint();
	}

	private Optional<Resolved> resolve(long process) {
		return Optional.ofNullable(this.rpc.introduce(process, Caller.current().client())).map(Resolved::of);
	}

	static ComServer unix() throws IOException {
		return new ComServer(new UnixEndpoint(Files.createTempDirectory("com").resolve("socket")));
	}

	static ComServer tcp() {
		return new ComServer(new TcpEndpoint("127.0.0.1", 0));
	}

	/**
	 * Makes the object RPC of a process.
	 * @param endpoint where it listens if it has to
	 * @param leakDetector watches its pointers
	 * @return the object RPC
	 */
	static ObjectRpc process(Endpoint endpoint, LeakDetector leakDetector) {
		return new ObjectRpc(OrpcSettings.DEFAULT, () -> endpoint, null, ActivationGuard.NONE, List.of(),
				(classObject, licenseKey) -> {
					throw new IllegalStateException("Nothing is activated here");
				}, leakDetector);
	}

	@Override
	public String address() {
		return this.rpc.endpoint().toString();
	}

	@Override
	public void close() throws IOException {
		Endpoint endpoint = this.rpc.endpoint();
		this.rpc.close();
		this.leakDetector.close();
		if (endpoint instanceof UnixEndpoint unix) {
			Path directory = unix.path().getParent();
			Files.delete(directory);
		}
	}

	private record Echo(ObjectRpc rpc, HeldAdders held) implements ComEcho {

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

		@Override
		public InputStream open(long length) {
			return new ZeroStream(length);
		}

		@Override
		public int addAsked(int left, Right right) {
			return left + right.get();
		}

		@Override
		public List<byte[]> create(int count, long client) {
			return this.held.create(this.rpc, count, client);
		}

		@Override
		public void awaitReleased(int count) {
			this.held.awaitReleased(count);
		}

		@Override
		public long calls() {
			return this.rpc.counts().calls();
		}

	}

	/**
	 * A stream that costs nothing to make.
	 */
	private static final class ZeroStream extends InputStream {

		private long remaining;

		ZeroStream(long length) {
			this.remaining = length;
		}

		@Override
		public int read() {
			return (this.remaining-- > 0) ? 0 : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			if (this.remaining <= 0) {
				return -1;
			}
			int count = (int) Math.min(length, this.remaining);
			this.remaining -= count;
			return count;
		}

	}

}
