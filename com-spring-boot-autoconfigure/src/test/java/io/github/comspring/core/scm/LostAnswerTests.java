package io.github.comspring.core.scm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An activation whose client is killed, or the host between it and the server, while the
 * server creates the object. The server ends with its last object, and so shows that it
 * has none.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class LostAnswerTests {

	private final Clsid clsid = TestMachine.newClass();

	@TempDir
	Path directory;

	private String socket() {
		return this.directory.resolve("scm.sock").toString();
	}

	@Test
	@Tag("SL-09")
	void clientIsKilledThenObjectIsDestroyed() throws Exception {
		try (Gate ready = new Gate(); Gate creating = new Gate()) {
			startHost(ready, creating);
			Gate.Visitor host = ready.await();
			Process client = startClient();
			Gate.Visitor server = creating.await();
			TestMachine.kill(client.pid());
			awaitEnd(server);
			host.kill();
		}
	}

	@Test
	@Tag("SL-09")
	void hostIsKilledThenObjectIsDestroyed() throws Exception {
		try (Gate ready = new Gate(); Gate creating = new Gate()) {
			startHost(ready, creating);
			Gate.Visitor host = ready.await();
			Process client = startClient();
			Gate.Visitor server = creating.await();
			host.kill();
			awaitEnd(server);
			client.onExit().get();
		}
	}

	private static void awaitEnd(Gate.Visitor server) throws Exception {
		ProcessHandle process = ProcessHandle.of(server.token()).orElseThrow();
		server.letGo();
		try {
			process.onExit().get(1, TimeUnit.MINUTES);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private void startHost(Gate ready, Gate creating) throws IOException {
		String command = TestMachine.commandLine(TestServer.class, "open", "creating=" + creating.number(),
				"multiple=" + this.clsid, "resume", "idle=0");
		start(TestHost.class, socket(), Integer.toString(ready.number()), this.clsid.toString(), command);
	}

	private Process startClient() throws IOException {
		return start(Client.class, "unix:" + socket(), this.clsid.toString());
	}

	private static Process start(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
	}

	/**
	 * Activates the class, which fails.
	 */
	static final class Client {

		private Client() {
		}

		public static void main(String[] args) {
			HoldingClient.activator(Endpoint.parse(args[0]))
				.createInstance(ActivationRequest.of(Clsid.of(args[1])).in(ClassContext.LOCAL_SERVER), Servant.class);
		}

	}

}
