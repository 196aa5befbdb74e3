package io.github.comspring.core.rpc.server;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.rpc.RecordingDispatcher.FIRST;
import static io.github.comspring.core.rpc.RecordingDispatcher.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that go well, from a {@link RpcClient} to a {@link RpcServer}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class RpcCallTests {

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@ParameterizedTest
	@MethodSource("sizes")
	void callReturnsWhatTheServerAnswers(Transport transport, int fragmentSize, int length) {
		RpcLimits limits = Loopback.fragments(fragmentSize, RpcLimits.DEFAULT.fragments(),
				RpcLimits.DEFAULT.reassembledBytes());
		byte[] stub = Loopback.noise(length);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher, limits)) {
			assertThat(loopback.call(stub)).isEqualTo(stub);
			assertThat(loopback.call(stub)).isEqualTo(stub);
		}
	}

	static Stream<Arguments> sizes() {
		return Stream.of(Transport.values())
			.flatMap((transport) -> Stream.of(1024, 65_528)
				.flatMap((fragmentSize) -> Stream.of(0, 1, 1024, 65_529, 10 << 20)
					.map((length) -> Arguments.of(transport, fragmentSize, length))));
	}

	@Test
	void smallerFragmentsOfTheServerAreKeptTo() {
		RpcServer server = RpcServer.listen(Transport.UNIX.endpoint(this.folder), this.dispatcher,
				Loopback.fragments(1024, 1000, 1 << 20), List.of());
		byte[] stub = Loopback.noise(100_000);
		try (Loopback loopback = new Loopback(server, new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null))) {
			assertThat(loopback.call(stub)).isEqualTo(stub);
		}
	}

	@ParameterizedTest
	@EnumSource
	void dispatcherIsToldWhatIsCalled(Transport transport) {
		Guid object = Guid.parse("{01020304-0506-0708-090A-0B0C0D0E0F10}");
		ByteBuffer stub = ByteBuffer.wrap(Loopback.noise(200_000), 1, 199_998);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			ByteBuffer answer = loopback.client()
				.call(loopback.server().endpoint(), SECOND, object, 0xFFFE, List.of(stub), null, Loopback.LONG);
			assertThat(answer).isEqualTo(stub);
			loopback.call();
		}
		assertThat(stub.remaining()).isEqualTo(199_998);
		assertThat(this.dispatcher.calls).extracting(RpcCall::object).containsExactly(object, null);
		assertThat(this.dispatcher.calls).extracting(RpcCall::opnum).containsExactly(0xFFFE, 3);
		assertThat(this.dispatcher.calls).extracting(RpcCall::interfaceId).containsExactly(SECOND, FIRST);
	}

	@ParameterizedTest
	@EnumSource
	void interfacesShareConnection(Transport transport) {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher, Loopback.connections(1))) {
			for (int i = 0; i < 3; i++) {
				assertThat(loopback.call(FIRST, (byte) i)).containsExactly(i);
				assertThat(loopback.call(SECOND, (byte) -i)).containsExactly(-i);
			}
			assertThat(this.dispatcher.ended).isEmpty();
		}
		assertThat(this.dispatcher.clients).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void concurrentCallsGetTheirOwnAnswers(Transport transport) throws Exception {
		int callers = 64;
		CyclicBarrier allInside = new CyclicBarrier(callers);
		this.dispatcher.operation = (call) -> {
			await(allInside);
			return call.stub();
		};
		ExecutorService pool = Executors.newFixedThreadPool(callers);
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			for (int round = 0; round < 3; round++) {
				List<Future<byte[]>> answers = IntStream.range(0, callers)
					.mapToObj((i) -> pool.submit(() -> loopback.call(Loopback.noise(1000 + i))))
					.toList();
				for (int i = 0; i < callers; i++) {
					assertThat(answers.get(i).get()).isEqualTo(Loopback.noise(1000 + i));
				}
			}
			assertThat(this.dispatcher.clients).as("connections of one client").hasSize(1);
			assertThat(this.dispatcher.ended).isEmpty();
		}
		finally {
			pool.shutdownNow();
		}
		assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		assertThat(this.dispatcher.ended).isEmpty();
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientsAreAssociationsThatEndOnce(Transport transport) throws Exception {
		try (Loopback loopback = Loopback.open(transport, this.folder, this.dispatcher)) {
			loopback.call();
			Association first = this.dispatcher.clients.iterator().next();
			try (RpcClient second = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
				second.call(loopback.server().endpoint(), FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null,
						Loopback.LONG);
				assertThat(this.dispatcher.clients).hasSize(2).extracting(Association::id).doesNotContain(0);
				assertThat(this.dispatcher.ended).isEmpty();
			}
			assertThat(this.dispatcher.ended.take()).isNotEqualTo(first);
			loopback.call();
			loopback.client().disconnect(loopback.server().endpoint());
			assertThat(this.dispatcher.ended.take()).isEqualTo(first);
			loopback.call();
			assertThat(this.dispatcher.clients).as("a new association").hasSize(3);
		}
		assertThat(this.dispatcher.ended.take()).isIn(this.dispatcher.clients);
		assertThat(this.dispatcher.ended).isEmpty();
	}

}
