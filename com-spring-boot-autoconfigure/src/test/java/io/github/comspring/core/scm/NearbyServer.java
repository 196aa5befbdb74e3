package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.server.HostLink;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.server.Patience;
import io.github.comspring.core.scm.server.ScmLink;

/**
 * A server that is a process to the service control manager, and lives in this JVM.
 */
final class NearbyServer implements LaunchedProcess, AutoCloseable {

	private volatile Consumer<Clsid> asked = (clsid) -> {
	};

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final ClassTable classTable = new ClassTable(
			(activation) -> this.asked.accept(activation.coClass().clsid()));

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	/** The link to a host, or {@code null} for one to an application. */
	private volatile HostLink link;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final long number;

	private final Endpoint scm;

	private final String secret;

	private final ObjectRpc rpc;

	NearbyServer(long number, Endpoint scm, String secret) {
		this.number = number;
		this.scm = scm;
		this.secret = secret;
		Path directory = Objects.requireNonNull(((UnixEndpoint) scm).path().getParent());
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT,
				() -> new UnixEndpoint(directory.resolve("nearby-" + number + ".sock")), secret, ActivationGuard.NONE,
				List.of(), new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	ClassTable classTable() {
		return this.classTable;
	}

	/**
	 * Does something each time when a client has found a class and is not yet admitted.
	 */
	void whenAsked(Consumer<Clsid> action) {
		this.asked = action;
	}

	ObjectRpc rpc() {
		return this.rpc;
	}

	String secret() {
		return this.secret;
	}

	/**
	 * Introduces itself and holds itself open.
	 */
	void open() {
		ScmLink.open(this.rpc, this.scm, this.secret,
				new LocalServerProcess(this.classTable, this.rpc, new RemoteInstanceCreator(this.leakDetector)),
				this.classTable);
		this.classTable.addRefServerProcess();
	}

	/**
	 * Introduces itself as a process does that was not launched.
	 */
	void openByItself() {
		openWithHost("");
	}

	/**
	 * Introduces itself as a process does that a host has launched, and holds itself
	 * open.
	 */
	void openHosted() {
		openWithHost(this.secret);
		this.classTable.addRefServerProcess();
	}

	private void openWithHost(String shown) {
		LocalServerProcess control = new LocalServerProcess(this.classTable, this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		HostLink opened = new HostLink(this.rpc, this.scm, shown, control, this.classTable,
				new Patience(null, System::nanoTime));
		this.link = opened;
		opened.open();
	}

	/**
	 * Registers a class whose objects tell the number of this server as their process id.
	 */
	int register(Clsid clsid, Regcls flags) {
		ClassFactory<Servant> factory = (type) -> new ServantObject(this.classTable, this.rpc, this.scm, this.number,
				List.of());
		return this.classTable.register(CoClass.of(clsid), factory, ClassContext.LOCAL_SERVER, flags);
	}

	/**
	 * Ends as soon as the last client has gone.
	 */
	void endWhenIdle() {
		try {
			this.classTable.awaitFirstClient(Duration.ofMinutes(1));
			this.classTable.releaseWhenIdle(Duration.ZERO);
			this.classTable.suspend();
			close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public long pid() {
		return this.number;
	}

	@Override
	public Instant startTime() {
		return Instant.EPOCH;
	}

	@Override
	public long startTick() {
		return 0;
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public void release() {
		close();
	}

	@Override
	public void destroy() {
		close();
	}

	@Override
	public void close() {
		end(0);
	}

	/**
	 * Ends with an exit status.
	 */
	void end(int status) {
		if (die()) {
			exited(status);
		}
	}

	/**
	 * Closes all that it has open, as a process does a moment before its end is seen.
	 * @return whether it had not done so yet
	 */
	boolean die() {
		boolean first = this.ended.compareAndSet(false, true);
		if (first) {
			HostLink opened = this.link;
			if (opened != null) {
				opened.close();
			}
			this.rpc.close();
			this.leakDetector.close();
		}
		return first;
	}

	/**
	 * Lets the end be seen.
	 */
	void exited(int status) {
		this.exit.complete(new ProcessExit(status, List.of("status " + status)));
	}

}
