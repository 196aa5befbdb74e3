package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
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
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.server.HostLink;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.scm.server.Patience;
import io.github.comspring.core.scm.server.ScmLink;
import io.github.comspring.fixture.WorkerObject;

/**
 * A server process without Spring. Its arguments are what it does, one step after the
 * other.
 */
final class TestServer {

	private static final String HOSTED = "--comspring.scm.mode=client";

	private static final String ENDPOINT = "--comspring.scm.endpoint=";

	private final long pid = ProcessHandle.current().pid();

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final List<String> arguments;

	private final UnixEndpoint scm;

	private final ObjectRpc rpc;

	private String secret;

	private Runnable creating = () -> {
	};

	private TestServer(List<String> arguments, String secret) {
		this.arguments = arguments;
		this.secret = secret;
		String endpoint = arguments.stream().filter((each) -> each.startsWith(ENDPOINT)).findFirst().orElseThrow();
		this.scm = (UnixEndpoint) Endpoint.parse(endpoint.substring(ENDPOINT.length()));
		this.rpc = new ObjectRpc(OrpcSettings.DEFAULT, () -> SocketDirectory.beside(this.scm),
				secret.isEmpty() ? null : secret, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(this.leakDetector), this.leakDetector);
	}

	public static void main(String[] args) throws Exception {
		List<String> arguments = List.of(args);
		TestServer server = new TestServer(arguments, secret(arguments));
		for (String step : args) {
			String[] parts = step.split("=", 2);
			server.step(parts[0], parts[parts.length - 1]);
		}
		System.exit(0);
	}

	/**
	 * Returns the command line of a server of workers, with memory for many clients.
	 */
	static String working(Clsid clsid, String end) {
		return TestMachine.commandLine(TestServer.class, "open", "working=" + clsid, "resume", end)
			.replace("-Xmx32m", "-Xmx256m");
	}

	private static String secret(List<String> arguments) {
		if (!arguments.contains("-Embedding")) {
			return "";
		}
		boolean hosted = arguments.contains(HOSTED);
		return Lifeline.open(System.in, () -> {
			if (!hosted) {
				Runtime.getRuntime().halt(0);
			}
		}).secret();
	}

	private void step(String name, String value) throws Exception {
		switch (name) {
			case "gate" -> Gate.pass(value, this.pid);
			case "exit" -> System.exit(Integer.parseInt(value));
			case "exhaust" -> servant().exhaust();
			case "babble" -> babble(Integer.parseInt(value));
			case "lie" -> this.secret = new StringBuilder(this.secret).reverse().toString();
			case "listen" -> this.rpc.endpoint();
			case "open" -> open();
			case "multiple" -> register(value, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED), this::servant);
			case "running" -> register(value, Regcls.MULTIPLEUSE, this::servant);
			case "single" -> register(value, Regcls.SINGLEUSE.or(Regcls.SUSPENDED), this::servant);
			case "working" -> register(value, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED), WorkerObject::new);
			case "old" -> register(value, Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED), () -> (Servant.Old) () -> 1);
			case "creating" -> this.creating = () -> Gate.pass(value, this.pid);
			case "counting" -> this.creating = () -> count(Path.of(value));
			case "throwing" -> this.creating = () -> fail(value);
			case "hide" -> Files.delete(Path.of(this.rpc.endpoint().networkAddress()));
			case "resume" -> this.classTable.resume();
			case "idle" -> serve(Duration.ofMillis(Long.parseLong(value)));
			case "serve" -> serve(Duration.ofMinutes(10));
			default -> {
				// An argument that is just there
			}
		}
	}

	private Servant servant() {
		return new ServantObject(this.classTable, this.rpc, this.scm, this.pid, this.arguments);
	}

	private void open() {
		LocalServerProcess control = new LocalServerProcess(this.classTable, this.rpc,
				new RemoteInstanceCreator(this.leakDetector));
		if (this.arguments.contains(HOSTED)) {
			HostLink link = new HostLink(this.rpc, this.scm, this.secret, control, this.classTable,
					new Patience(null, System::nanoTime));
			if (!this.secret.isEmpty()) {
				link.open();
			}
		}
		else {
			ScmLink.open(this.rpc, this.scm, this.secret, control, this.classTable);
		}
		this.classTable.addRefServerProcess();
	}

	private void register(String clsid, Regcls flags, Supplier<Object> objects) {
		ClassFactory<Object> factory = (type) -> {
			this.creating.run();
			return objects.get();
		};
		this.classTable.register(CoClass.of(Clsid.of(clsid)), factory, ClassContext.LOCAL_SERVER, flags);
	}

	private void serve(Duration idle) throws InterruptedException {
		this.classTable.awaitFirstClient(Duration.ofMinutes(1));
		this.classTable.releaseWhenIdle(idle);
		this.classTable.suspend();
	}

	private static void count(Path file) {
		try {
			Files.writeString(file, "created\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		Runtime.getRuntime().halt(9);
	}

	private static void fail(String hresult) {
		throw new ComException(HResult.of(Integer.parseUnsignedInt(hresult, 16)), "Thrown by the class object");
	}

	private static void babble(int megabytes) {
		char[] line = new char[1023];
		Arrays.fill(line, 'x');
		for (int i = 0; i < megabytes << 10; i++) {
			System.out.println(line);
		}
	}

}
