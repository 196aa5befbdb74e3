package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a server looks after its calls, and when it need not.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class CallPatrolTests {

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@Test
	void noCallThenNoRounds() throws IOException {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher);
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			assertThat(loopback.server().patrol().dueAt()).isEqualTo(DeadlineWatch.NEVER);
		}
	}

	@Test
	void callsHaveEndedThenNoMoreRoundsUntilTheNextCall() {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			CallPatrol patrol = loopback.server().patrol();
			this.dispatcher.operation = (call) -> {
				awaitRoundAfter(patrol, 0);
				return call.stub();
			};
			for (int i = 0; i < 2; i++) {
				loopback.call();
				await().until(() -> patrol.dueAt() == DeadlineWatch.NEVER);
			}
		}
	}

	@Test
	void callIsUnderWayThenRoundAfterRound() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			RpcClientTests.await(release);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			FutureTask<byte[]> underWay = RpcClientTests.inThread(() -> loopback.call((byte) 1));
			CallPatrol patrol = loopback.server().patrol();
			long due = 0;
			for (int i = 0; i < 4; i++) {
				due = awaitRoundAfter(patrol, due);
			}
			release.countDown();
			assertThat(underWay.get()).containsExactly(1);
		}
	}

	/**
	 * Waits until a round is due that is later than another one.
	 */
	private static long awaitRoundAfter(CallPatrol patrol, long earlier) {
		return await().until(patrol::dueAt, (due) -> due > earlier && due != DeadlineWatch.NEVER);
	}

}
