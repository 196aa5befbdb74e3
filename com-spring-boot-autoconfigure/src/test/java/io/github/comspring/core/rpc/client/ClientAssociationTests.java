package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.Transport;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ClientAssociation}.
 */
@ExtendWith(NoLeftovers.class)
class ClientAssociationTests {

	private final RecordingDispatcher dispatcher = new RecordingDispatcher();

	@TempDir
	Path folder;

	@Test
	void callWhenServerWasDisconnectedMeanwhileThenUnavailable() {
		ComException failure = failureAfter(ClientAssociation::retire);
		assertThat(failure.hresult()).isEqualTo(HResult.RPC_S_SERVER_UNAVAILABLE);
		assertThat(failure).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void callWhenThisProcessHasClosedItsConnectionsThenDisconnected() {
		assertThat(failureAfter(ClientAssociation::close).hresult()).isEqualTo(HResult.RPC_E_DISCONNECTED);
	}

	private ComException failureAfter(Consumer<ClientAssociation> end) {
		DeadlineWatch watch = new DeadlineWatch(System::nanoTime);
		try (Loopback loopback = Loopback.open(Transport.UNIX, this.folder, this.dispatcher)) {
			ClientAssociation association = new ClientAssociation(loopback.server().endpoint(), RpcLimits.DEFAULT,
					(endpoint) -> null, watch);
			end.accept(association);
			ClientCall call = new ClientCall(RecordingDispatcher.FIRST, null, 3, List.of(), null, false,
					watch.in(Loopback.LONG));
			ComException failure = catchThrowableOfType(ComException.class, () -> association.call(call));
			assertThat(this.dispatcher.calls).isEmpty();
			return failure;
		}
		finally {
			watch.close();
		}
	}

}
