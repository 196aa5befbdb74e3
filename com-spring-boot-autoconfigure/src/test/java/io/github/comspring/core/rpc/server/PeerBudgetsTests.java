package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.HResult;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.KeyedContext;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.client.RpcClientTests;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.PeerBudgets;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A peer that uses up what it may have is told so, and others do not notice.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class PeerBudgetsTests {

	private static final int MESSAGE = 1 << 20;

	private static final int OF_STRANGERS = 10_000;

	private static final byte[] PIECE = new byte[50_000];

	private static final Duration SHORT = Duration.ofMillis(200);

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private final List<RawPeer> peers = new ArrayList<>();

	private final CountDownLatch inside = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private PeerAccounts accounts;

	private RpcServer server;

	/**
	 * Listens with eight connections, of which one peer has four, and two that belong to
	 * nobody.
	 */
	private void listen(int calls, long memory, long memoryOfPeer, Duration bind, Duration idle) {
		PeerBudgets budgets = new PeerBudgets(16, 4, calls, 2, OF_STRANGERS, memory, memoryOfPeer);
		RpcLimits limits = new RpcLimits(8, 65_528, 1000, MESSAGE, bind, idle, Loopback.LONG, budgets);
		this.dispatcher.operation = (call) -> ByteBuffer.allocate(1);
		this.accounts = new PeerAccounts(limits);
		this.server = RpcServer.listen(() -> Transport.UNIX.endpoint(this.folder), this.dispatcher, this.accounts,
				List.of(() -> KeyedContext.server(1, AuthenticationLevel.CONNECT, "key")));
	}

	private void listen() {
		listen(4, 3 * MESSAGE, 2 * MESSAGE, Loopback.LONG, Loopback.LONG);
	}

	@AfterEach
	void close() {
		this.release.countDown();
		this.peers.forEach(RawPeer::close);
		this.server.close();
		assertThat(this.accounts.requestMemory()).isZero();
	}

	private RawPeer connect() throws IOException {
		RawPeer peer = RawPeer.connect(this.server.endpoint());
		this.peers.add(peer);
		return peer;
	}

	private RawPeer connect(String name) throws IOException {
		byte[] token = KeyedContext.client(1, AuthenticationLevel.CONNECT, "key", name).exchange(new byte[0]);
		return connect().send(Frame.bind(0, FIRST).signed(2, 0, 1, token));
	}

	private RawPeer bound(String name) throws IOException {
		RawPeer peer = connect(name);
		assertThat(peer.read().type()).isEqualTo(PduType.BIND_ACK);
		return peer;
	}

	private static void assertRefused(RawPeer peer) throws IOException {
		assertThat(peer.read().parse(BindNak::parse)).isEqualTo(BindNak.LIMIT_EXCEEDED);
		assertThat(peer.readToEnd()).isEmpty();
	}

	private static void assertServed(RawPeer peer) throws IOException {
		assertThat(peer.send(Frame.request(7, (byte) 42)).read().type()).isEqualTo(PduType.RESPONSE);
	}

	/**
	 * Sends most of the longest request and not its end.
	 */
	private RawPeer unfinished(String name) throws IOException {
		long before = this.accounts.requestMemory();
		RawPeer peer = bound(name);
		peer.send(Frame.request(2, Pdu.FIRST, 0, PIECE));
		for (int i = 1; i < 20; i++) {
			peer.send(Frame.request(2, 0, 0, PIECE));
		}
		await().until(() -> this.accounts.requestMemory() > before + 900_000);
		return peer;
	}

	private static void finish(RawPeer peer) throws IOException {
		peer.send(Frame.request(2, Pdu.LAST, 0));
	}

	private static Frame large() {
		return Frame.request(3, Pdu.FIRST, 0, PIECE).then(Frame.request(3, Pdu.LAST, 0, PIECE));
	}

	@Test
	void requestBeyondTheMemoryOfItsPeerThenFaultAndOthersAreServed() throws Exception {
		listen();
		List<RawPeer> unfinished = List.of(unfinished("eve"), unfinished("eve"));
		RawPeer third = bound("eve");
		assertThat(third.send(large()).readFault()).isEqualTo(RpcFault.NO_MEMORY);
		assertServed(third);
		RawPeer ada = bound("ada");
		assertThat(ada.send(large()).read().type()).isEqualTo(PduType.RESPONSE);
		for (RawPeer each : unfinished) {
			finish(each);
			assertThat(each.read().type()).isEqualTo(PduType.RESPONSE);
		}
		await().until(() -> this.accounts.requestMemory() == 0);
		assertThat(third.send(large()).read().type()).isEqualTo(PduType.RESPONSE);
	}

	@Test
	void requestBeyondTheMemoryOfTheProcessThenFaultAndSmallOnesAreServed() throws Exception {
		listen();
		unfinished("eve");
		RawPeer leaving = unfinished("mallory");
		unfinished("trudy");
		RawPeer ada = bound("ada");
		assertThat(ada.send(large()).readFault()).isEqualTo(RpcFault.NO_MEMORY);
		assertServed(ada);
		leaving.close();
		await().until(() -> this.accounts.requestMemory() < 2 * MESSAGE + 1);
		assertThat(ada.send(large()).read().type()).isEqualTo(PduType.RESPONSE);
	}

	@Test
	void requestThatIsTooLongThenItsMemoryIsGivenBack() throws Exception {
		listen();
		RawPeer peer = unfinished("eve");
		peer.send(Frame.request(2, 0, 0, PIECE)).send(Frame.request(2, Pdu.LAST, 0, PIECE));
		assertThat(peer.readFault()).isEqualTo(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA.value());
		await().until(() -> this.accounts.requestMemory() == 0);
	}

	@Test
	void requestOfStrangerThenASmallOneAlone() throws Exception {
		listen();
		RawPeer stranger = connect();
		stranger.bind();
		assertThat(stranger.send(large()).readFault()).isEqualTo(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA.value());
		assertThat(stranger.send(Frame.request(4, new byte[OF_STRANGERS])).read().type()).isEqualTo(PduType.RESPONSE);
		assertThat(bound("ada").send(large()).read().type()).isEqualTo(PduType.RESPONSE);
	}

	@Test
	void connectionBeyondThoseOfItsPeerIsRefusedAndOthersAreNot() throws Exception {
		listen();
		RawPeer first = bound("eve");
		for (int i = 1; i < 4; i++) {
			bound("eve");
		}
		assertRefused(connect("eve"));
		assertServed(bound("ada"));
		assertThat(this.dispatcher.ended).as("clients that have gone").isEmpty();
		first.close();
		this.dispatcher.ended.take();
		assertServed(bound("eve"));
	}

	@Test
	void strangersAreOnePeerTogether() throws Exception {
		listen();
		connect().bind();
		connect().bind();
		assertRefused(connect().send(Frame.bind(0, FIRST)));
		assertServed(bound("ada"));
	}

	@Test
	void connectionThatDoesNotBindGoesWhenThereAreMoreOfTheKind() throws Exception {
		listen();
		List<RawPeer> silent = List.of(connect(), connect(), connect());
		assertThat(silent.get(0).readToEnd()).isEmpty();
		silent.get(1).bind();
		silent.get(2).bind();
		assertServed(bound("ada"));
	}

	@Test
	void processWithoutRoomThenIdleConnectionOfThePeerThatHasMostGoes() throws Exception {
		listen();
		List<RawPeer> most = List.of(bound("eve"), bound("eve"), bound("eve"), bound("eve"));
		List<RawPeer> some = List.of(bound("bob"), bound("bob"), bound("bob"));
		bound("carol");
		BlockingQueue<List<PduType>> ended = new LinkedBlockingQueue<>();
		// Whichever the server knows to be idle
		most.forEach((each) -> BackgroundThread.start("eve", () -> ended.add(each.readToEnd())));
		assertServed(bound("ada"));
		assertThat(ended.take()).containsExactly(PduType.SHUTDOWN);
		assertServed(bound("ada"));
		for (RawPeer each : some.subList(1, 3)) {
			assertServed(each);
		}
	}

	@Test
	void processWithoutRoomWhenNothingIsIdleThenRefused() throws Exception {
		listen();
		this.dispatcher.holds = true;
		for (String name : List.of("eve", "bob")) {
			for (int i = 0; i < 4; i++) {
				bound(name);
			}
		}
		assertRefused(connect("ada"));
		this.dispatcher.holds = false;
		assertServed(bound("ada"));
	}

	@Test
	void refusedClientIsToldWhichLimitItHasReached() throws Exception {
		listen();
		for (int i = 0; i < 4; i++) {
			bound("eve");
		}
		try (RpcClient client = client("eve")) {
			assertFails(() -> call(client), HResult.RPC_S_SERVER_TOO_BUSY)
				.hasMessageContaining("comspring.rpc.per-peer.max-connections");
		}
	}

	private static RpcClient client(String name) {
		return new RpcClient(RpcLimits.DEFAULT,
				(endpoint) -> KeyedContext.client(1, AuthenticationLevel.CONNECT, "key", name));
	}

	private ByteBuffer call(RpcClient client) {
		return client.call(this.server.endpoint(), FIRST, null, 3, List.of(ByteBuffer.allocate(1)), null,
				Loopback.LONG);
	}

	@Test
	void callBeyondThoseOfItsPeerThenFaultAndOthersAreServed() throws Exception {
		listen(1, 3 * MESSAGE, 2 * MESSAGE, Loopback.LONG, Loopback.LONG);
		this.dispatcher.operation = (call) -> {
			if (call.stub().remaining() == 2) {
				this.inside.countDown();
				RpcClientTests.await(this.release);
			}
			return call.stub();
		};
		RawPeer busy = bound("eve").send(Frame.request(2, new byte[2]));
		this.inside.await();
		try (RpcClient client = client("eve")) {
			assertFails(() -> call(client), HResult.RPC_S_SERVER_TOO_BUSY)
				.hasMessageContaining("comspring.rpc.per-peer.max-calls");
			assertServed(bound("ada"));
			this.release.countDown();
			assertThat(busy.read().type()).isEqualTo(PduType.RESPONSE);
			await().untilAsserted(() -> assertThat(call(client).remaining()).isEqualTo(1));
		}
	}

	@Test
	void bindThatComesByteAfterByteIsClosed() throws Exception {
		listen(4, MESSAGE, MESSAGE, SHORT, Loopback.LONG);
		assertClosedWhileWriting(connect(), Frame.of(PduType.BIND.code(), 3, 1, PIECE).bytes());
	}

	@Test
	void requestThatComesByteAfterByteIsClosed() throws Exception {
		listen(4, MESSAGE, MESSAGE, Loopback.LONG, SHORT);
		assertClosedWhileWriting(bound("eve"), Frame.request(2, PIECE).bytes());
		assertThat(this.dispatcher.calls).isEmpty();
	}

	private static void assertClosedWhileWriting(RawPeer peer, byte[] bytes) {
		int[] written = { 0 };
		await().pollInterval(Duration.ofMillis(5)).until(() -> {
			try {
				peer.send(new byte[] { bytes[written[0]++] });
				return false;
			}
			catch (IOException ex) {
				return true;
			}
		});
		assertThat(written[0]).isLessThan(bytes.length);
	}

	@Test
	void manyConnectionsThatDoNothingThenNothingIsLeftOfThem() throws Exception {
		listen();
		assertServed(bound("ada"));
		long files = openFiles();
		for (int i = 0; i < 10_000; i++) {
			try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
				socket.connect(this.server.endpoint().socketAddress());
			}
			assertThat(connectionThreads()).isLessThan(100);
		}
		assertServed(bound("ada"));
		await().until(() -> connectionThreads() == 2);
		await().until(() -> openFiles() <= files + 2);
	}

	private static long connectionThreads() {
		Thread[] threads = new Thread[1000];
		int count = Thread.enumerate(threads);
		return Stream.of(threads)
			.limit(count)
			.filter((each) -> each != null && each.getName().startsWith("com-rpc-connection-"))
			.count();
	}

	private static long openFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.count();
		}
	}

}
