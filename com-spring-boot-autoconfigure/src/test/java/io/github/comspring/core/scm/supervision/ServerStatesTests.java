package io.github.comspring.core.scm.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.table.Adoption;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServerStates}: servers that do not answer hold up nobody.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class ServerStatesTests {

	private static final ServerState STATE = new ServerState(List.of(), 4711, 0);

	private final CountDownLatch never = new CountDownLatch(1);

	private RunningServer server(long number, ServerControl control) {
		return new RunningServer(number, new UnixEndpoint(Path.of("/" + number)), control, number, Instant.EPOCH,
				new Adoption(mock(Association.class)));
	}

	private static ServerControl answering() {
		ServerControl control = mock(ServerControl.class);
		given(control.state()).willReturn(STATE);
		return control;
	}

	private ServerControl hanging(CountDownLatch asked) {
		ServerControl control = mock(ServerControl.class);
		given(control.state()).willAnswer((call) -> {
			asked.countDown();
			this.never.await();
			return STATE;
		});
		return control;
	}

	@Test
	void describeWhenManyHangThenTheOthersAnswerAndAllWereAskedAtOnce() {
		int hanging = 40;
		CountDownLatch asked = new CountDownLatch(hanging);
		List<RunningServer> servers = new ArrayList<>();
		for (int i = 0; i < hanging; i++) {
			servers.add(server(i, hanging(asked)));
		}
		servers.add(server(hanging, answering()));
		List<ServerDescription> described = new ServerStates(Duration.ofSeconds(5)).describe(servers);
		assertThat(asked.getCount()).isZero();
		assertThat(described).extracting(ServerDescription::pid)
			.containsExactlyElementsOf(servers.stream().map(RunningServer::pid).toList());
		assertThat(described.subList(0, hanging)).allMatch((each) -> each.state() == null);
		assertThat(described.get(hanging).state()).isEqualTo(STATE);
	}

	@Test
	void describeWhenOneCannotBeCalledThenWithoutCounts() {
		ServerControl unreachable = mock(ServerControl.class);
		willThrow(new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there")).given(unreachable).state();
		ServerStates states = new ServerStates(Duration.ofMinutes(1));
		assertThat(states.of(server(1, unreachable))).isNull();
		assertThat(states.of(server(2, answering()))).isEqualTo(STATE);
	}

	@Test
	void describeWhenInterruptedThenWithoutCountsAndStillInterrupted() {
		Thread.currentThread().interrupt();
		List<ServerDescription> described = new ServerStates(Duration.ofMinutes(1))
			.describe(List.of(server(1, hanging(new CountDownLatch(1)))));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(described.get(0).state()).isNull();
	}

	@Test
	void describeWhenThereAreNoneThenNone() {
		assertThat(new ServerStates(Duration.ZERO).describe(List.of())).isEmpty();
	}

}
