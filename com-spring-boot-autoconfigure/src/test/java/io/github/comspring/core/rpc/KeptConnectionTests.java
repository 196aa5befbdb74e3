package io.github.comspring.core.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client is a process, not its connections: what ends one that carries calls takes
 * nothing else along.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class KeptConnectionTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch never = new CountDownLatch(1);

	/**
	 * Has the next call wait for ever.
	 */
	private void block() {
		this.dispatcher.operation = (call) -> {
			this.dispatcher.operation = RpcCall::stub;
			this.inside.countDown();
			try {
				this.never.await();
			}
			catch (InterruptedException ex) {
				// Given up
			}
			return call.stub();
		};
	}

	@AfterEach
	void letGo() {
		this.never.countDown();
	}

	private static void keep(Loopback loopback) {
		loopback.client().keep(loopback.server().endpoint(), FIRST);
	}

	/**
	 * Ends the client in order, after it has called once more as the client that it was.
	 */
	private void assertGoesOn(Loopback loopback) throws InterruptedException {
		assertThat(loopback.call((byte) 1)).containsExactly(1);
		assertThat(this.dispatcher.ended).isEmpty();
		assertThat(this.dispatcher.clients).hasSize(1);
		loopback.client().close();
		assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("SL-09")
	void interruptedCallThenClientGoesOn(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			keep(loopback);
			Thread caller = new Thread(() -> assertFails(loopback::call, HResult.RPC_E_CALL_CANCELED));
			caller.start();
			this.inside.await();
			caller.interrupt();
			this.dispatcher.undelivered.take();
			caller.join();
			assertGoesOn(loopback);
		}
	}

	@ParameterizedTest
	@EnumSource
	@Tag("SL-09")
	void callPastItsDeadlineThenClientGoesOn(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			keep(loopback);
			for (Duration time = SHORT; this.inside.getCount() > 0; time = time.multipliedBy(2)) {
				Duration limit = time;
				assertFails(() -> loopback.client()
					.call(loopback.server().endpoint(), FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, limit),
						HResult.RPC_E_TIMEOUT);
			}
			this.dispatcher.undelivered.take();
			assertGoesOn(loopback);
		}
	}

	@ParameterizedTest
	@EnumSource
	@Tag("SL-09")
	void answerThatIsTooLongThenClientGoesOn(Transport transport) throws Exception {
		RpcServer server = RpcServer.listen(transport.endpoint(this.folder), this.dispatcher, RpcLimits.DEFAULT,
				List.of());
		try (Loopback loopback = new Loopback(server,
				new RpcClient(RpcLimits.DEFAULT.withReassembledBytes(1024), (endpoint) -> null))) {
			keep(loopback);
			this.dispatcher.operation = (call) -> ByteBuffer.allocate(8 << 20);
			assertFails(loopback::call, HResult.RPC_E_CLIENT_CANTUNMARSHAL_DATA);
			this.dispatcher.operation = RpcCall::stub;
			assertGoesOn(loopback);
		}
	}

	@Test
	@Tag("SL-09")
	void interruptedThreadKeepsTheConnectionAllTheSame() throws Exception {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			Thread.currentThread().interrupt();
			keep(loopback);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.dispatcher.bound.take()).isEqualTo(FIRST);
			assertGoesOn(loopback);
			assertThat(this.dispatcher.bound).as("of the call").hasSize(1);
		}
	}

	@Test
	void keptTwiceThenOneConnection() {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			keep(loopback);
			keep(loopback);
			assertThat(this.dispatcher.bound).hasSize(1);
		}
	}

	@Test
	void serverThatIsNotThereIsNotKept() {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			loopback.server().close();
			keep(loopback);
			assertFails(loopback::call, HResult.RPC_S_SERVER_UNAVAILABLE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverThatWasStartedAnewIsKeptAgain(Transport transport) throws Exception {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			loopback.call();
			keep(loopback);
			loopback.server().close();
			this.dispatcher.ended.take();
			this.dispatcher.bound.clear();
			this.dispatcher.clients.clear();
			RpcServer server = RpcServer.listen(loopback.server().endpoint(), this.dispatcher, RpcLimits.DEFAULT,
					List.of());
			try (Loopback again = new Loopback(server, loopback.client())) {
				assertThat(again.call((byte) 1)).containsExactly(1);
				assertThat(this.dispatcher.bound).as("of the call and the kept connection").hasSize(2);
				assertGoesOn(again);
			}
		}
	}

	@Test
	void disconnectedThenKeptNoMore() throws Exception {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			keep(loopback);
			loopback.call();
			loopback.client().disconnect(loopback.server().endpoint());
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	/**
	 * After a burst of calls the connections that carried them go, and the client stays.
	 */
	@Test
	@Tag("SL-09")
	void idleConnectionsGoThoughTheClientHoldsSomethingButForTheKeptOne() throws Exception {
		this.dispatcher.holds = true;
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher,
				Loopback.times(Loopback.LONG, SHORT)); RawPeer kept = RawPeer.connect(loopback.server().endpoint())) {
			int group = kept.bind().group();
			for (int i = 0; i < 3; i++) {
				try (RawPeer further = join(loopback, group)) {
					further.send(Frame.request(2));
					assertThat(further.readToEnd()).containsExactly(PduType.RESPONSE, PduType.SHUTDOWN);
				}
			}
			assertThat(this.dispatcher.ended).isEmpty();
			this.dispatcher.holds = false;
			assertThat(kept.readToEnd()).containsExactly(PduType.SHUTDOWN);
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	@Test
	void keptConnectionStaysAsLongAsOthersAreBusy() throws Exception {
		block();
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher,
				Loopback.times(Loopback.LONG, SHORT)); RawPeer kept = RawPeer.connect(loopback.server().endpoint())) {
			try (RawPeer busy = join(loopback, kept.bind().group())) {
				busy.send(Frame.request(2));
				this.inside.await();
				for (int i = 0; i < 3; i++) {
					this.dispatcher.asked.take();
				}
				this.never.countDown();
				assertThat(busy.readToEnd()).containsExactly(PduType.RESPONSE, PduType.SHUTDOWN);
			}
			assertThat(kept.readToEnd()).containsExactly(PduType.SHUTDOWN);
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	private static RawPeer join(Loopback loopback, int group) throws IOException {
		RawPeer peer = RawPeer.connect(loopback.server().endpoint());
		BindAck ack = peer.send(Frame.bind(group, FIRST)).read().parse(BindAck::parse);
		assertThat(ack.group()).isEqualTo(group);
		return peer;
	}

}
