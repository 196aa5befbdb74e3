package io.github.comspring.core.orpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Guid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.identity.Introduction;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The object RPC of a server and of a client, and of more if need be, in one JVM and yet
 * as far apart as processes.
 */
public final class TwoProcesses implements BeforeEachCallback, AfterEachCallback {

	/** They have a service control manager that knows them all, and is no process. */
	private static final Endpoint NOWHERE = Endpoint.parse("unix:/nowhere");

	private final ActivationGuard guard;

	private final List<CallExtension> extensions;

	private final List<ObjectRpc> processes = new CopyOnWriteArrayList<>();

	private LeakDetector leakDetector;

	private Path directory;

	private ObjectRpc server;

	private ObjectRpc client;

	public TwoProcesses() {
		this(ActivationGuard.NONE, List.of());
	}

	/**
	 * Creates processes in which calls are guarded and extended.
	 */
	public TwoProcesses(ActivationGuard guard, List<CallExtension> extensions) {
		this.guard = guard;
		this.extensions = extensions;
	}

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.leakDetector = new LeakDetector(1);
		this.directory = Files.createTempDirectory("comspring-");
		this.server = start("server");
		this.client = start("client");
	}

	/**
	 * Starts another process, which is closed after the test.
	 */
	public ObjectRpc start(String name) {
		return start(name, Duration.ofSeconds(30));
	}

	/**
	 * Starts another process, whose calls may take so long.
	 */
	public ObjectRpc start(String name, Duration callTimeout) {
		return start(name, new OrpcSettings(RpcLimits.DEFAULT, callTimeout));
	}

	/**
	 * Starts another process, whose messages may be so long.
	 */
	public ObjectRpc start(String name, int maxMessageSize) {
		return start(name,
				new OrpcSettings(RpcLimits.DEFAULT.withReassembledBytes(maxMessageSize), Duration.ofSeconds(30)));
	}

	public ObjectRpc start(String name, OrpcSettings settings) {
		return start(name, settings, null);
	}

	/**
	 * Starts another process as one that was launched to serve others.
	 */
	public ObjectRpc launch(String name) {
		return start(name, OrpcSettings.DEFAULT, "secret");
	}

	private ObjectRpc start(String name, OrpcSettings settings, @Nullable String secret) {
		ObjectRpc started = new ObjectRpc(settings, () -> new UnixEndpoint(this.directory.resolve(name + ".sock")),
				secret, this.guard, this.extensions, new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
		this.processes.add(started);
		started.introducedBy(NOWHERE, (process) -> introduce(process, started));
		return started;
	}

	/**
	 * Has nobody introduced to a process any more, as when it has ended. It is not closed
	 * after the test.
	 */
	public void lose(ObjectRpc process) {
		this.processes.remove(process);
	}

	/**
	 * Does what a service control manager does that knows all of them.
	 */
	private @Nullable Introduction introduce(long process, ObjectRpc holder) {
		return this.processes.stream()
			.filter((each) -> each.oxid() == process)
			.map((each) -> each.introduce(process, holder.oxid()))
			.findAny()
			.orElse(null);
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		for (int i = this.processes.size() - 1; i >= 0; i--) {
			this.processes.get(i).close();
		}
		this.processes.clear();
		this.leakDetector.close();
		Files.delete(this.directory);
	}

	public ObjectRpc server() {
		return this.server;
	}

	public ObjectRpc client() {
		return this.client;
	}

	public LeakDetector leakDetector() {
		return this.leakDetector;
	}

	/**
	 * Exports an object at the server and returns the client's proxy.
	 */
	RemoteCallTests.Bench remote(RemoteCallTests.Bench object) {
		return remote(this.server, this.client, RemoteCallTests.Bench.class, object);
	}

	/**
	 * Exports an object at one process and returns another one's proxy.
	 */
	public static <T> T remote(ObjectRpc server, ObjectRpc client, Class<T> type, T object) {
		Guid ipid = Guid.random();
		server.exportWellKnown(ipid, type, object);
		meet(client, server);
		return client.wellKnown(server.endpoint(), server.oxid(), null, ipid, type);
	}

	/**
	 * Has a process introduced to another one that it has no reference from yet.
	 */
	public static void meet(ObjectRpc client, ObjectRpc server) {
		Introductions introductions = Inside.introductions(client);
		introductions.contacts().add(introductions.find(server.oxid()));
	}

}
