package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.ListeningPlace;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import io.github.comspring.core.rpc.watch.Looks;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a server does of its own accord.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class IdleServerTests {

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@Test
	void clientAsksForNothingThenNoDeadlineIsLookedAt() throws IOException {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher);
				RawPeer peer = RawPeer.connect(loopback.server().endpoint());
				DeadlineWatch other = new DeadlineWatch(System::nanoTime)) {
			peer.bind();
			loopback.call();
			Looks looks = new Looks(DeadlineWatch.NEVER, true);
			loopback.server().watch().add(looks);
			Looks others = new Looks(other.in(Duration.ofDays(1)), false);
			other.add(others);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				int before = looks.count();
				others.awaitMore(5);
				return looks.count() == before;
			});
		}
	}

	/**
	 * Its directory may be one of a file system that hangs.
	 */
	@Test
	void lostSocketCannotBeMadeAnewForLongThenCallsAreLookedAfter() throws Exception {
		CountDownLatch searching = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Endpoint endpoint = Transport.UNIX.endpoint(this.folder);
		ListeningPlace place = () -> {
			if (this.dispatcher.calls.isEmpty()) {
				return endpoint;
			}
			searching.countDown();
			RpcClientTests.await(release);
			return endpoint;
		};
		this.dispatcher.operation = (call) -> {
			RpcClientTests.await(release);
			return call.stub();
		};
		try (RpcServer server = RpcServer.listen(place, this.dispatcher, new PeerAccounts(RpcLimits.DEFAULT),
				List.of()); RpcClient client = new RpcClient(RpcLimits.DEFAULT, (each) -> null)) {
			FutureTask<byte[]> underWay = RpcClientTests.inThread(() -> new Loopback(server, client).call((byte) 1));
			try {
				await().until(() -> !this.dispatcher.calls.isEmpty());
				Files.delete(this.folder.resolve("s"));
				searching.await();
				long due = server.patrol().dueAt();
				await().until(server.patrol()::dueAt, (next) -> next > due && next != DeadlineWatch.NEVER);
			}
			finally {
				release.countDown();
			}
			assertThat(underWay.get()).containsExactly(1);
		}
	}

}
