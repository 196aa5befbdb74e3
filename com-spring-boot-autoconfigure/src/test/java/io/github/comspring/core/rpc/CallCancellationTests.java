package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server learns of a client that has given up a call.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class CallCancellationTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch never = new CountDownLatch(1);

	/** Whether each call was cancelled in the end. */
	private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();

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
				this.ends.add(call.cancellation().isCancelled());
			}
			return call.stub();
		};
	}

	@AfterEach
	void letGo() {
		this.never.countDown();
	}

	@ParameterizedTest
	@EnumSource
	@Tag("MA-11")
	void deadlinePassesThenCallIsCancelled(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			// Connecting and the way to the method take their part of the time
			for (Duration time = SHORT; this.inside.getCount() > 0; time = time.multipliedBy(2)) {
				assertTimesOut(loopback, time);
			}
			assertThat(this.ends.take()).isTrue();
			this.dispatcher.undelivered.take();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
	}

	private void assertTimesOut(Loopback loopback, Duration time) {
		assertFails(() -> loopback.client()
			.call(loopback.server().endpoint(), RecordingDispatcher.FIRST, null, 0, List.of(ByteBuffer.allocate(0)),
					null, time),
				HResult.RPC_E_TIMEOUT);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("MA-11")
	void callerIsInterruptedThenCallIsCancelled(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			Thread caller = new Thread(() -> assertFails(loopback::call, HResult.RPC_E_CALL_CANCELED));
			caller.start();
			this.inside.await();
			caller.interrupt();
			assertThat(this.ends.take()).isTrue();
			this.dispatcher.undelivered.take();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	@Tag("MA-06")
	void clientDiesThenCallIsCancelledAndAssociationEnds(Transport transport) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				peer.send(Frame.request(2));
				this.inside.await();
			}
			assertThat(this.ends.take()).isTrue();
			this.dispatcher.undelivered.take();
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CO_CANCEL", "ORPHANED" })
	@Tag("MA-11")
	void clientCancelsThenFaultAndTheConnectionServesTheNextCall(PduType type) throws Exception {
		block();
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher);
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			peer.send(Frame.request(2));
			this.inside.await();
			peer.send(Frame.of(type.code(), 3, 2));
			assertThat(this.ends.take()).isTrue();
			assertThat(peer.readFault()).isEqualTo(RpcFault.CANCELLED);
			this.dispatcher.undelivered.take();
			this.dispatcher.operation = (call) -> {
				this.ends.add(Thread.currentThread().isInterrupted() || call.cancellation().isCancelled());
				return call.stub();
			};
			peer.send(Frame.request(3));
			assertThat(peer.read().type()).isEqualTo(PduType.RESPONSE);
			assertThat(this.ends.take()).as("whether the next call was cancelled").isFalse();
		}
		assertThat(this.dispatcher.undelivered).isEmpty();
	}

	@Test
	void methodDoesNotCareThenNextCallIsNotInterrupted() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			this.inside.countDown();
			while (!call.cancellation().isCancelled()) {
				Thread.onSpinWait();
			}
			interrupted.countDown();
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher);
				RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
			peer.bind();
			peer.send(Frame.request(2)).send(Frame.of(PduType.CO_CANCEL.code(), 3, 2));
			interrupted.await();
			this.dispatcher.operation = (call) -> {
				this.ends.add(Thread.currentThread().isInterrupted());
				return call.stub();
			};
			peer.send(Frame.request(3));
			assertThat(peer.readFault()).isEqualTo(RpcFault.CANCELLED);
			assertThat(peer.read().type()).isEqualTo(PduType.RESPONSE);
			assertThat(this.ends.take()).isFalse();
		}
	}

	@Test
	void serverDoesNotWaitAnyLongerThenCallIsCancelled() throws Exception {
		block();
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher, Loopback.closing(SHORT))) {
			FutureTask<Void> failing = RpcClientTests.inThread(() -> {
				assertFails(loopback::call, HResult.RPC_S_CALL_FAILED);
				return null;
			});
			this.inside.await();
			loopback.server().close();
			assertThat(this.ends.take()).isTrue();
			this.dispatcher.undelivered.take();
			failing.get();
		}
	}

	@Test
	void answerIsNotReadThenUndelivered() throws Exception {
		CountDownLatch answered = new CountDownLatch(1);
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				this.dispatcher.operation = (call) -> {
					answered.countDown();
					return call.stub();
				};
				peer.send(Frame.request(2));
				answered.await();
			}
			this.dispatcher.undelivered.take();
			this.dispatcher.ended.take();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerCannotBeWrittenThenUndelivered(Transport transport) throws Exception {
		this.dispatcher.operation = (call) -> ByteBuffer.allocate(8 << 20);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				peer.send(Frame.request(2));
				assertThat(peer.read().type()).isEqualTo(PduType.RESPONSE);
			}
			this.dispatcher.undelivered.take();
			this.dispatcher.ended.take();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerIsReadThenDeliveredAndAssociationEndsWithTheConnection(Transport transport) throws Exception {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			try (RawPeer peer = RawPeer.connect(loopback.server().endpoint())) {
				peer.bind();
				peer.send(Frame.request(2));
				peer.read();
			}
			this.dispatcher.ended.take();
		}
		assertThat(this.dispatcher.undelivered).isEmpty();
	}

}
