package io.github.comspring.core.orpc;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OnDemandServer}, as the object RPC of a process has it.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class OnDemandServerTests {

	@Test
	void closeWhileThePlaceIsMadeThenNotHeldUpAndNothingListens() throws Exception {
		CountDownLatch making = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		try (SocketDirectory sockets = new SocketDirectory(); LeakDetector leakDetector = new LeakDetector(0)) {
			ObjectRpc rpc = process(() -> {
				making.countDown();
				await(closed);
				return sockets.endpoint();
			}, leakDetector);
			Race.run(2, (number) -> {
				if (number == 0) {
					assertDisconnected(rpc);
				}
				else {
					making.await();
					rpc.close();
					closed.countDown();
				}
				return null;
			});
			assertThat(Path.of(sockets.endpoint().networkAddress())).doesNotExist();
			assertDisconnected(rpc);
		}
	}

	private static ObjectRpc process(Supplier<Endpoint> place, LeakDetector leakDetector) {
		return new ObjectRpc(OrpcSettings.DEFAULT, place, null, ActivationGuard.NONE, List.of(),
				new RemoteInstanceCreator(leakDetector), leakDetector);
	}

	private static void assertDisconnected(ObjectRpc rpc) {
		assertThatExceptionOfType(ComException.class).isThrownBy(rpc::endpoint)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_DISCONNECTED));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
