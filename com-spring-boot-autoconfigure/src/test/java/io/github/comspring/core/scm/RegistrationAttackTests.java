package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that speak to the service control manager without having been launched by it.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
@Tag("SE-23")
class RegistrationAttackTests {

	private final Clsid clsid = TestMachine.newClass();

	private final Clsid victim = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of(this::serve);

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private final SocketDirectory sockets = new SocketDirectory();

	private ObjectRpc peer;

	private ServerRegistry registry;

	private void serve(NearbyServer server) {
		server.open();
		server.register(this.victim, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	}

	@BeforeEach
	void connect() {
		this.peer = this.machine.objectRpc(this.sockets);
		this.machine.register(this.victim, "nearby");
		assertThat(this.machine.activate(this.victim)).isOne();
		this.registry = this.peer.wellKnown(this.machine.rpc.endpoint(), 0, null, ServerRegistry.IPID,
				ServerRegistry.class);
	}

	@AfterEach
	void disconnect() throws IOException {
		this.peer.close();
		this.sockets.close();
		// The launched server is there and serves, whatever the peer has done
		assertThat(this.machine.activate(this.victim)).isOne();
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.machine.activate(this.clsid));
		assertThat(this.machine.scm.servers()).hasSize(1);
	}

	private NearbyServer server() {
		return this.servers.launched().get(0);
	}

	private Announcement announcement(String secret) {
		return new Announcement(secret, this.peer.endpoint().networkAddress(), 1, Instant.EPOCH);
	}

	@Test
	void publishWithoutAnnouncingThenAccessDenied() {
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish("", 1, offer(), false));
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish(server().secret(), 1, offer(), false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "\u0000" })
	void announceWithMadeUpSecretThenAccessDenied(String secret) {
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.announce(announcement(secret)));
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish(secret, 1, offer(), false));
	}

	@Test
	void announceWithReplayedSecretThenAccessDenied() {
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.announce(announcement(server().secret())));
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish(server().secret(), 1, offer(), false));
	}

	@Test
	void publishUnderTheNumberOfAServerThenAccessDeniedAndServerStays() throws Exception {
		// Nobody can make up the number of another process
		StolenKey.of(server().rpc()).give(this.peer, this.machine.rpc.endpoint());
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish("", 99, offer(), false));
		assertFails(HResult.E_ACCESSDENIED, () -> this.registry.publish("", 99, List.of(), false));
	}

	@Test
	void malformedBytesThenOnlyThatConnectionEnds() throws IOException {
		for (byte[] bytes : List.of(new byte[] { 5, 0, 11, 3, 0x10, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0 },
				new byte[] { 5, 0, 0, 3, 0x10, 0, 0, 0, -1, -1, 0, 0, 1, 0, 0, 0 }, new byte[] { 'G', 'E', 'T', ' ' },
				new byte[70_000])) {
			try (SocketChannel channel = SocketChannel.open(this.machine.rpc.endpoint().socketAddress())) {
				channel.write(ByteBuffer.wrap(bytes));
				channel.shutdownOutput();
				assertThat(readToEnd(channel)).isNotNegative();
			}
		}
	}

	private static int readToEnd(SocketChannel channel) {
		int length = 0;
		try {
			ByteBuffer answer = ByteBuffer.allocate(1024);
			for (int read = channel.read(answer); read >= 0; read = channel.read(answer.clear())) {
				length += read;
			}
		}
		catch (IOException ex) {
			// Reset, as the server had not read all of it
		}
		return length;
	}

	private List<PublishedClass> offer() {
		return List.of(new PublishedClass(this.clsid, 1, false));
	}

}
