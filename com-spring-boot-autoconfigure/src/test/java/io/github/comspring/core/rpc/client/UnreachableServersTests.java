package io.github.comspring.core.rpc.client;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.rpc.client.RpcClientTests.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client keeps of servers that are not there, such as those that have ended before
 * a late call.
 */
@ExtendWith(NoLeftovers.class)
class UnreachableServersTests {

	private static final String TABLE = "RpcClient.associations";

	@TempDir
	Path folder;

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	private static void call(RpcClient client, Endpoint server) {
		client.call(server, RecordingDispatcher.FIRST, null, 0, List.of(ByteBuffer.allocate(0)), null,
				Duration.ofMinutes(1));
	}

	@Test
	void callsOfManyThatNeverAnswerThenNothingIsKept() {
		try (RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			for (int i = 0; i < 10; i++) {
				Endpoint server = new UnixEndpoint(this.folder.resolve(i + ".sock"));
				assertFails(() -> call(client, server), HResult.RPC_S_SERVER_UNAVAILABLE);
			}
			assertThat(Rows.of(client)).containsEntry(TABLE, 0);
		}
	}

	@Test
	void callAfterTheServerHasEndedThenNothingIsKept() {
		Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher);
		try (loopback) {
			assertThat(loopback.call((byte) 1)).containsExactly(1);
			loopback.server().close();
			assertFails(loopback::call, HResult.RPC_S_SERVER_UNAVAILABLE);
			assertThat(Rows.of(loopback.client())).containsEntry(TABLE, 0);
		}
	}

	@Test
	void serverThatTheClientIsToBeKnownToThenKept() {
		try (RpcClient client = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			Endpoint server = Transport.UNIX.endpoint(this.folder);
			client.keep(server, RecordingDispatcher.FIRST);
			assertFails(() -> call(client, server), HResult.RPC_S_SERVER_UNAVAILABLE);
			assertThat(Rows.of(client)).containsEntry(TABLE, 1);
		}
	}

}
