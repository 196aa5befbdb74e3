package io.github.comspring.core.scm.supervision;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.table.Adoption;
import io.github.comspring.core.scm.table.RunningServer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServerNotices}.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class ServerNoticesTests {

	private final CountDownLatch asked = new CountDownLatch(1);

	private final CountDownLatch letGo = new CountDownLatch(1);

	private final ServerNotices notices = new ServerNotices();

	private final List<Long> toldLate = new CopyOnWriteArrayList<>();

	private final List<Long> told = new CopyOnWriteArrayList<>();

	private final RunningServer hanging = server(1, this.toldLate, true);

	private final RunningServer answering = server(2, this.told, false);

	private RunningServer server(long number, List<Long> clients, boolean hangs) {
		ServerControl control = mock(ServerControl.class);
		willAnswer((call) -> {
			if (hangs) {
				this.asked.countDown();
				this.letGo.await();
			}
			clients.add(call.getArgument(0));
			if (call.getArgument(0).equals(3L)) {
				throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
			}
			return null;
		}).given(control).clientGone(anyLong());
		return new RunningServer(number, new UnixEndpoint(Path.of("/" + number)), control, number, Instant.EPOCH,
				new Adoption(mock(Association.class)));
	}

	@AfterEach
	void letGo() {
		this.letGo.countDown();
	}

	@Test
	void sendWhenServerHangsThenItTakesOneThreadAndOthersAreTold() throws Exception {
		List<Long> clients = LongStream.range(0, 100).boxed().toList();
		for (long client : clients) {
			this.notices.clientGone(List.of(this.hanging, this.answering), client);
		}
		this.asked.await();
		await().until(() -> this.told.size() == clients.size());
		assertThat(this.told).isEqualTo(clients);
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((each) -> each.getName().equals("com-scm-notice-1"))
			.hasSize(1);
		assertThat(this.toldLate).isEmpty();
		this.letGo.countDown();
		await().until(() -> this.toldLate.size() == clients.size());
		assertThat(this.toldLate).isEqualTo(clients);
	}

}
