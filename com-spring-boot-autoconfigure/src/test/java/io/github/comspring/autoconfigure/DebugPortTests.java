package io.github.comspring.autoconfigure;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.fixture.Mortal;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Surrogates that wait for a debugger.
 */
@ExtendWith(NoLeftovers.class)
class DebugPortTests {

	private static final Clsid CLASS = new Clsid(Guid.random());

	private static final Pattern ADDRESS = Pattern.compile("WARNING "
			+ Pattern.quote("The surrogate of application desk waits for a debugger at 127.0.0.1:") + "(\\d+).*");

	private final RuntimeLog log = new RuntimeLog();

	@TempDir
	Path directory;

	@AfterEach
	void close() {
		this.log.close();
	}

	private ApplicationContextRunner runner() {
		MortalJar.write(CLASS, "Desk.Mortal.1", this.directory.resolve("mortal.jar"));
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.modules.path=" + this.directory,
					"comspring.classes[Desk.Mortal.1].in-process-server=mortal.jar",
					"comspring.classes[Desk.Mortal.1].context=surrogate",
					"comspring.classes[Desk.Mortal.1].application=desk", "comspring.applications.desk.debug-port=0",
					"comspring.scm.launch-timeout=1ms", "comspring.scm.shutdown-timeout=1s");
	}

	@Test
	void activateThenWaitsForDebuggerHoweverShortTheLaunchTimeoutIs() {
		runner().run((context) -> {
			FutureTask<Long> client = start(() -> {
				try (ComPointer<Mortal> pointer = context.getBean(Activator.class)
					.createInstance("Desk.Mortal", Mortal.class)) {
					return pointer.get().pid();
				}
			});
			int port = port();
			ProcessHandle surrogate = ProcessHandle.current().children().findFirst().orElseThrow();
			assertThat(surrogate.info().arguments().orElseThrow())
				.contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port);
			assertThat(client).isNotDone();
			try (Socket debugger = attach(port)) {
				assertThat(client.get()).isEqualTo(surrogate.pid());
				assertThat(debugger.isConnected()).isTrue();
			}
		});
	}

	@Test
	void applicationEndsBeforeDebuggerComesThenSurrogateEnds() {
		runner().run((context) -> {
			start(() -> context.getBean(Activator.class).createInstance("Desk.Mortal", Mortal.class));
			port();
			await().until(() -> ProcessHandle.current().children().findAny().isPresent());
		});
	}

	@Test
	void portIsNoneThenSaysSo() {
		runner().withPropertyValues("comspring.applications.desk.debug-port=65536")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidComPropertyException.class)
				.hasMessageContaining("comspring.applications.desk.debug-port")
				.hasMessageContaining("65536"));
	}

	private static <T> FutureTask<T> start(Callable<T> call) {
		FutureTask<T> task = new FutureTask<>(call);
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	/**
	 * Waits until the surrogate does, and returns where.
	 */
	private int port() {
		await().until(() -> this.log.lines.stream()
			.anyMatch((line) -> line.contains("Listening for transport dt_socket at address")));
		return this.log.lines.stream()
			.map(ADDRESS::matcher)
			.filter(Matcher::matches)
			.map((matcher) -> Integer.parseInt(matcher.group(1)))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Attaches as debuggers do, and lets the process go on.
	 */
	private static Socket attach(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
		byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
		socket.getOutputStream().write(handshake);
		DataInputStream in = new DataInputStream(socket.getInputStream());
		byte[] answer = new byte[handshake.length];
		in.readFully(answer);
		assertThat(answer).isEqualTo(handshake);
		// The event that the JVM has started, and is suspended: not before can it go on
		in.readFully(new byte[in.readInt() - Integer.BYTES]);
		// VirtualMachine.Resume: length, id, flags, command set, command
		socket.getOutputStream()
			.write(ByteBuffer.allocate(11).putInt(11).putInt(1).put(new byte[] { 0, 1, 9 }).array());
		return socket;
	}

	/**
	 * What the runtime logs while this is open.
	 */
	private static final class RuntimeLog extends Handler {

		private final Logger logger = Logger.getLogger("io.github.comspring");

		private final List<String> lines = new CopyOnWriteArrayList<>();

		RuntimeLog() {
			this.logger.addHandler(this);
		}

		@Override
		public void publish(LogRecord logRecord) {
			this.lines.add(logRecord.getLevel() + " " + new SimpleFormatter().formatMessage(logRecord));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
			this.logger.removeHandler(this);
		}

	}

}
