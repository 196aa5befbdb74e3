package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.launch.Lifeline;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.server.ScmLink;

/**
 * A surrogate of somebody else, whose objects are its own. Its arguments are what it
 * does, one step after the other.
 */
final class CustomSurrogate implements Surrogate {

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final List<String> arguments;

	private final SurrogateArguments parsed;

	private final String secret;

	private final ObjectRpc rpc;

	private CustomSurrogate(String[] args, String secret) {
		this.arguments = List.of(args);
		this.parsed = SurrogateArguments.parse(args);
		this.secret = secret;
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> SocketDirectory.beside((UnixEndpoint) this.parsed.scm()),
				secret, ActivationGuard.NONE, List.of(), new RemoteInstanceCreator(this.leakDetector),
				this.leakDetector);
	}

	public static void main(String[] args) throws Exception {
		CustomSurrogate surrogate = new CustomSurrogate(args,
				Lifeline.open(System.in, () -> Runtime.getRuntime().halt(0)).secret());
		for (String step : args) {
			surrogate.step(step);
		}
		System.exit(0);
	}

	private void step(String name) throws InterruptedException {
		switch (name) {
			case "surrogate" -> Surrogate.register(this.rpc, this);
			case "open" -> ScmLink.open(this.rpc, this.parsed.scm(), this.secret,
					new LocalServerProcess(this.classTable, this.rpc, new RemoteInstanceCreator(this.leakDetector)),
					this.classTable);
			case "load" -> loadDllServer(this.parsed.first());
			case "serve" -> serve();
			default -> {
				// An argument that is just there
			}
		}
	}

	private void serve() throws InterruptedException {
		this.classTable.addRefServerProcess();
		this.classTable.releaseWhenIdle(Duration.ofMinutes(10));
	}

	@Override
	public void loadDllServer(HostedClass hosted) {
		if (this.arguments.contains("halting") && !hosted.equals(this.parsed.first())) {
			Runtime.getRuntime().halt(7);
		}
		if (this.arguments.contains("stopping") && !hosted.equals(this.parsed.first())) {
			throw new ComException(HResult.CO_E_SERVER_STOPPING, "About to end");
		}
		ClassFactory<Object> factory = (type) -> new ServantObject(this.classTable, this.rpc, this.parsed.scm(),
				ProcessHandle.current().pid(), this.arguments);
		this.classTable.register(hosted.coClass(), factory, ClassContext.LOCAL_SERVER, Regcls.SURROGATE);
	}

}
