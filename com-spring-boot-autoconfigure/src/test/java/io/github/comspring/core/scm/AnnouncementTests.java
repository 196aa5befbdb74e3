package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.Wiretap;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a launched server may say that it listens: nobody else is connected to for it.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class AnnouncementTests {

	private final Clsid served = TestMachine.newClass();

	private final Clsid liars = TestMachine.newClass();

	private final CompletableFuture<Endpoint> named = new CompletableFuture<>();

	private final CompletableFuture<HResult> refusal = new CompletableFuture<>();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		if (server.pid() == 1) {
			server.open();
			server.register(this.served, Regcls.MULTIPLEUSE);
			server.classTable().resume();
		}
		else {
			announce(server);
		}
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private void announce(NearbyServer server) {
		ObjectRpc rpc = server.rpc();
		MachineResolver.introduces(rpc, this.machine.rpc.endpoint());
		try {
			rpc.wellKnown(this.machine.rpc.endpoint(), 0, null, ServerRegistry.IPID, ServerRegistry.class)
				.announce(new Announcement(server.secret(), this.named.join().networkAddress(), server.pid(),
						Instant.EPOCH));
			this.refusal.complete(HResult.S_OK);
		}
		catch (ComException ex) {
			this.refusal.complete(ex.hresult());
		}
		server.end(1);
	}

	private HResult refusal(Endpoint endpoint) {
		this.machine.register(this.served, "nearby");
		this.machine.register(this.liars, "nearby");
		assertThat(this.machine.activate(this.served)).isOne();
		this.named.complete((endpoint != null) ? endpoint : this.servers.launched().get(0).rpc().endpoint());
		TestMachine.assertFails(HResult.CO_E_APPDIDNTREG, () -> this.machine.activate(this.liars));
		return this.refusal.join();
	}

	@AfterEach
	void others() {
		assertThat(this.machine.activate(this.served)).as("served on").isOne();
		assertThat(this.machine.scm.servers()).hasSize(1).allSatisfy((each) -> assertThat(each.state()).isNotNull());
	}

	@Test
	void serverListensElsewhereThenRefusedAndNotConnectedTo() throws IOException {
		try (Wiretap elsewhere = Wiretap.unix()) {
			assertThat(refusal(elsewhere.endpoint())).isEqualTo(HResult.CO_E_WRONG_SERVER_IDENTITY);
			assertThat(elsewhere.shown()).isEmpty();
		}
	}

	@Test
	void serverListensAtALinkThatLeadsElsewhereThenRefusedAndNotConnectedTo() throws IOException {
		Path link = ((UnixEndpoint) SocketDirectory.beside((UnixEndpoint) this.machine.rpc.endpoint())).path()
			.resolveSibling("link.sock");
		try (Wiretap elsewhere = Wiretap.unix()) {
			Files.createSymbolicLink(link, ((UnixEndpoint) elsewhere.endpoint()).path());
			assertThat(refusal(new UnixEndpoint(link))).isEqualTo(HResult.CO_E_WRONG_SERVER_IDENTITY);
			assertThat(elsewhere.shown()).isEmpty();
		}
		Files.delete(link);
	}

	@Test
	void serverListensWhereItsSiblingDoesThenRefused() {
		assertThat(refusal(null)).isEqualTo(HResult.E_ACCESSDENIED);
	}

}
