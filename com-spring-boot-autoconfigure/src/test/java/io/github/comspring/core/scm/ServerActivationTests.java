package io.github.comspring.core.scm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.supervision.RecentServers;
import io.github.comspring.core.scm.supervision.Recycling;
import io.github.comspring.core.scm.supervision.ServerNotices;
import io.github.comspring.core.scm.table.MachineClassTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServerActivation}: how long it goes on. Without servers, as no real
 * one takes as long as is wanted.
 */
class ServerActivationTests {

	private final AtomicLong now = new AtomicLong();

	private final ServerSearch search = mock(ServerSearch.class);

	private final ServerActivation activation = new ServerActivation(mock(ObjectRpc.class), new MachineClassTable(),
			this.search, mock(Recycling.class), new RecentServers(), new ServerNotices(), (call) -> false,
			this.now::get);

	@Test
	void activateWhenServersAreLostOnTheWayThenAllTogetherHaveTheTimeOfOne() {
		ScmRequest request = mock(ScmRequest.class);
		List<Duration> left = new ArrayList<>();
		given(this.search.time(request)).willReturn(Duration.ofNanos(100));
		given(this.search.find(any(), any())).willAnswer((call) -> {
			left.add(call.getArgument(1));
			this.now.addAndGet(60);
			if (left.size() == 3) {
				throw new ComException(HResult.CO_E_SERVER_EXEC_FAILURE, "Too late");
			}
			return null;
		});
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.activation.activate(request))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SERVER_EXEC_FAILURE));
		assertThat(left).containsExactly(Duration.ofNanos(100), Duration.ofNanos(40), Duration.ZERO);
	}

}
