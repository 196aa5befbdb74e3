package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is out of files knows nothing of others.
 */
@Timeout(120)
class ScarceFilesTests {

	@TempDir
	Path directory;

	@Test
	void outOfFilesThenNoServerIsTakenForDead() throws IOException {
		Path deserted = Path.of("/tmp", "comspring-" + this.directory.getFileName() + ".sock");
		try {
			assertThat(said(deserted).lines()).containsExactly(
					"with files: HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE), deserted",
					"without: HRESULT_FROM_WIN32(RPC_S_OUT_OF_RESOURCES), perhaps there",
					"with files: HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE), deserted");
		}
		finally {
			Files.deleteIfExists(deserted);
		}
	}

	private String said(Path deserted) throws IOException {
		String classPath = Stream.of(ComModule.class, ScarceFilesTests.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
			.collect(Collectors.joining(":"));
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		// The JDK raises its limit to the hard one otherwise
		Process process = new ProcessBuilder("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh", java, "-XX:-MaxFDLimit",
				"-cp", classPath, Program.class.getName(), deserted.toString())
			.redirectErrorStream(true)
			.start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
	}

	/** What runs with few files. */
	static final class Program {

		private static final SyntaxId SOME = new SyntaxId(Guid.random(), 0);

		private Program() {
		}

		public static void main(String[] arguments) throws IOException {
			UnixEndpoint server = new UnixEndpoint(Path.of(arguments[0]));
			try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
				left.bind(server.socketAddress());
			}
			try (RpcClient client = new RpcClient(RpcLimits.DEFAULT, (each) -> null)) {
				String before = seen(client, server);
				Deque<InputStream> all = new ArrayDeque<>();
				try {
					while (true) {
						all.push(Files.newInputStream(Path.of("/dev/null")));
					}
				}
				catch (IOException ex) {
					// No file is left
				}
				String without = seen(client, server);
				for (InputStream each : all) {
					each.close();
				}
				System.out.println("with files: " + before);
				System.out.println("without: " + without);
				System.out.println("with files: " + seen(client, server));
			}
		}

		private static String seen(RpcClient client, UnixEndpoint server) {
			return call(client, server) + ", " + (server.isDeserted() ? "deserted" : "perhaps there");
		}

		private static String call(RpcClient client, UnixEndpoint server) {
			try {
				client.call(server, SOME, null, 0, List.of(), null, Duration.ofSeconds(30));
				throw new IllegalStateException("Somebody answered");
			}
			catch (ComException ex) {
				return ex.hresult().name();
			}
		}

	}

}
