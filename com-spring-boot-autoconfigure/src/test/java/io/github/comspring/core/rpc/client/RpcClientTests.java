package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.core.rpc.server.RpcServer;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.web.util.DisconnectedClientHelper;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a {@link RpcClient} tells of calls that fail.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
public class RpcClientTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	@TempDir
	public Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	public static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ThrowingCallable call, HResult expected) {
		return assertThatThrownBy(call).isInstanceOfSatisfying(ComException.class, (failure) -> {
			assertThat(failure.hresult()).as(failure.getMessage()).isEqualTo(expected);
			assertThat(DisconnectedClientHelper.isClientDisconnectedException(failure))
				.as("the loss of a browser: " + failure)
				.isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource({ "0x1C010002, 0x800706D1", "0x1C010003, 0x800706B5", "0x1C01000B, 0x800706C0", "0x6F7, 0x800706F7",
			"5, 0x80070005", "0x80010108, 0x80010108", "0x80004002, 0x80004002", "0x1C000006, 0x800706BE",
			"0, 0x800706BE" })
	void faultBecomesHresult(String status, String hresult) {
		this.dispatcher.operation = (call) -> {
			throw new RpcFault(Long.decode(status).intValue(), "Not today");
		};
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			assertFails(loopback::call, HResult.of(Long.decode(hresult).intValue()));
			this.dispatcher.operation = RpcCall::stub;
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
		assertThat(this.dispatcher.clients).as("the connection is kept").hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void whateverElseADispatcherThrowsIsServerFault(Transport transport) {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			this.dispatcher.operation = (call) -> {
				throw new IllegalStateException("Broken");
			};
			assertFails(loopback::call, HResult.RPC_E_SERVERFAULT);
			this.dispatcher.operation = (call) -> {
				throw new StackOverflowError();
			};
			assertFails(loopback::call, HResult.RPC_E_SERVERFAULT);
			this.dispatcher.operation = (call) -> {
				Thread.currentThread().interrupt();
				return call.stub();
			};
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			assertThat(loopback.call((byte) 2)).containsExactly(2);
		}
		assertThat(this.dispatcher.clients).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void unknownInterfaceIsRejected(Transport transport) {
		SyntaxId unknown = new SyntaxId(SyntaxId.NDR.uuid(), 1);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			for (int i = 0; i < 2; i++) {
				assertThatThrownBy(() -> loopback.call(unknown))
					.isInstanceOfSatisfying(RejectedInterfaceException.class, (rejected) -> {
						assertThat(rejected.asked()).isEqualTo(unknown);
						assertThat(rejected.served()).isNull();
						assertThat(rejected.hresult()).isEqualTo(HResult.RPC_S_UNKNOWN_IF);
					})
					.hasMessageContaining(unknown.toString());
				assertThat(loopback.call((byte) 1)).containsExactly(1);
			}
		}
		assertThat(this.dispatcher.clients).hasSize(1);
	}

	@Test
	void otherVersionIsRejectedWithTheOneServed() {
		SyntaxId newer = new SyntaxId(FIRST.uuid(), 0x00030002);
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			assertThatThrownBy(() -> loopback.call(newer))
				.isInstanceOfSatisfying(RejectedInterfaceException.class, (rejected) -> {
					assertThat(rejected.asked()).isEqualTo(newer);
					assertThat(rejected.served()).isEqualTo(FIRST);
					assertThat(rejected.hresult()).isEqualTo(HResult.RPC_E_VERSION_MISMATCH);
				})
				.hasMessageContaining("v1.0")
				.hasMessageContaining("v2.3");
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void absentServerIsUnavailable(Transport transport) {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			loopback.server().close();
			assertFails(loopback::call, HResult.RPC_S_SERVER_UNAVAILABLE);
		}
	}

	@Test
	void unknownHostIsUnavailable() {
		try (RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			assertFails(() -> client.call(new TcpEndpoint("host.invalid", 135), FIRST, null, 0,
					List.of(ByteBuffer.allocate(0)), null, Loopback.LONG), HResult.RPC_S_SERVER_UNAVAILABLE);
		}
	}

	@Test
	void endpointThatIsNotFreeCannotBeListenedAt() {
		try (Loopback loopback = Loopback.open(Transport.TCP, this.folder, this.dispatcher)) {
			assertFails(
					() -> RpcServer.listen(loopback.server().endpoint(), this.dispatcher, RpcLimits.DEFAULT, List.of()),
					HResult.RPC_S_SERVER_UNAVAILABLE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverThatClosesDuringCallFailsIt(Transport transport) {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			this.dispatcher.operation = (call) -> {
				loopback.server().close();
				return call.stub();
			};
			assertFails(loopback::call, HResult.RPC_S_CALL_FAILED);
		}
		assertThat(this.dispatcher.calls).as("calls, none of which was repeated").hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void restartedServerIsCalledTransparently(Transport transport) throws Exception {
		CountDownLatch bothInside = new CountDownLatch(2);
		this.dispatcher.operation = (call) -> {
			bothInside.countDown();
			await(bothInside);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			FutureTask<byte[]> other = inThread(loopback::call);
			loopback.call();
			other.get();
			loopback.server().close();
			assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
			try (RpcServer again = RpcServer.listen(loopback.server().endpoint(), this.dispatcher, RpcLimits.DEFAULT,
					List.of())) {
				assertThat(again.endpoint()).isEqualTo(loopback.server().endpoint());
				assertThat(loopback.call((byte) 1)).containsExactly(1);
				assertThat(loopback.call((byte) 2)).containsExactly(2);
			}
		}
		assertThat(this.dispatcher.calls).hasSize(4);
	}

	@ParameterizedTest
	@EnumSource
	void callEndsAtItsDeadline(Transport transport) {
		CountDownLatch never = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			await(never);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			assertFails(() -> loopback.client()
				.call(loopback.server().endpoint(), FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, SHORT),
					HResult.RPC_E_TIMEOUT);
			this.dispatcher.operation = RpcCall::stub;
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			never.countDown();
		}
	}

	@Test
	void bindEndsAtTheDeadlineOfTheCall() throws IOException {
		try (ServerSocketChannel silent = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
				RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			Endpoint server = new TcpEndpoint("127.0.0.1", silent.socket().getLocalPort());
			assertFails(() -> client.call(server, FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, SHORT),
					HResult.RPC_E_TIMEOUT);
			assertFails(() -> client.call(server, FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, Duration.ZERO),
					HResult.RPC_E_TIMEOUT);
		}
	}

	@Test
	void endlessDeadlineIsNone() {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			for (Duration endless : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE))) {
				ByteBuffer answer = loopback.client()
					.call(loopback.server().endpoint(), FIRST, null, 0, List.of(ByteBuffer.allocate(3)), null, endless);
				assertThat(answer.remaining()).isEqualTo(3);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void interruptCancelsCall(Transport transport) throws Exception {
		CompletableFuture<Thread> inside = new CompletableFuture<>();
		CountDownLatch never = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			inside.complete(Thread.currentThread());
			await(never);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			FutureTask<Boolean> flag = new FutureTask<>(() -> {
				assertFails(loopback::call, HResult.RPC_E_CALL_CANCELED);
				return Thread.interrupted();
			});
			Thread caller = new Thread(flag);
			caller.start();
			inside.get();
			caller.interrupt();
			assertThat(flag.get()).as("interrupt flag").isTrue();
			never.countDown();
			assertThat(loopback.call((byte) 1)).containsExactly(1);
		}
	}

	@Test
	void interruptedThreadDoesNotCall() {
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			Thread.currentThread().interrupt();
			Throwable failure = catchThrowable(loopback::call);
			assertThat(Thread.interrupted()).isTrue();
			assertFails(() -> {
				throw failure;
			}, HResult.RPC_E_CALL_CANCELED);
		}
		assertThat(this.dispatcher.calls).isEmpty();
	}

	@Test
	void callBeyondThePoolWaitsForConnection() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			inside.countDown();
			await(release);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher, Loopback.connections(1))) {
			FutureTask<byte[]> first = inThread(() -> loopback.call((byte) 1));
			inside.await();
			assertFails(() -> loopback.client()
				.call(loopback.server().endpoint(), FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, SHORT),
					HResult.RPC_E_TIMEOUT)
				.hasMessageContaining("1 are allowed");
			FutureTask<byte[]> second = inThread(() -> loopback.call((byte) 2));
			release.countDown();
			assertThat(first.get()).containsExactly(1);
			assertThat(second.get()).containsExactly(2);
		}
		assertThat(this.dispatcher.calls).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void closingTheClientFailsItsCalls(Transport transport) throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.dispatcher.operation = (call) -> {
			inside.countDown();
			await(release);
			return call.stub();
		};
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			FutureTask<Void> failed = inThread(() -> {
				assertFails(loopback::call, HResult.RPC_S_CALL_FAILED);
				return null;
			});
			inside.await();
			loopback.client().close();
			failed.get();
			release.countDown();
			assertFails(loopback::call, HResult.RPC_E_DISCONNECTED);
		}
	}

	@ParameterizedTest
	@EnumSource
	void disconnectingFromAServerLetsItsCallsEnd(Transport transport) throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			loopback.call();
			this.dispatcher.operation = (call) -> {
				inside.countDown();
				await(release);
				return call.stub();
			};
			FutureTask<byte[]> underWay = inThread(() -> loopback.call((byte) 1));
			inside.await();
			loopback.client().disconnect(loopback.server().endpoint());
			release.countDown();
			assertThat(underWay.get()).containsExactly(1);
			assertThat(this.dispatcher.ended.take()).as("the association").isIn(this.dispatcher.clients);
			assertThat(loopback.call((byte) 2)).as("in a new one").containsExactly(2);
		}
		assertThat(this.dispatcher.clients).hasSize(2);
	}

	@Test
	void answerOfStrangeServerIsProtocolError() throws Exception {
		try (ServerSocketChannel strange = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
				RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			inThread(() -> {
				try (SocketChannel accepted = strange.accept()) {
					accepted.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
					return accepted.read(ByteBuffer.allocate(1000));
				}
			});
			Endpoint server = new TcpEndpoint("127.0.0.1", strange.socket().getLocalPort());
			assertFails(() -> client.call(server, FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null, Loopback.LONG),
					HResult.RPC_S_PROTOCOL_ERROR);
		}
	}

	@ParameterizedTest
	@CsvSource({ "5, 100000, It sent a message of more than 5 fragments", "1000, 5000, It takes at least 20000 bytes" })
	void answerBeyondTheLimitsIsRefused(int fragments, int bytes, String why) {
		this.dispatcher.operation = (call) -> ByteBuffer.allocate(call.stub().get(0) * 10_000);
		RpcServer server = RpcServer.listen(Transport.UNIX.endpoint(this.folder), this.dispatcher, RpcLimits.DEFAULT,
				List.of());
		RpcLimits limits = Loopback.fragments(1024, fragments, bytes);
		try (Loopback loopback = new Loopback(server, new RpcClient(limits, (endpoint) -> null))) {
			HResult expected = (bytes > 20_000) ? HResult.RPC_S_PROTOCOL_ERROR
					: HResult.RPC_E_CLIENT_CANTUNMARSHAL_DATA;
			assertFails(() -> loopback.call((byte) 2), expected).hasMessageContaining(why);
			assertThat(loopback.call((byte) 0)).isEmpty();
		}
	}

	public static <T> FutureTask<T> inThread(Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(work);
		new Thread(task).start();
		return task;
	}

	public static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
