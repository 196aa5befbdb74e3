package io.github.comspring.core.scm;

import java.util.concurrent.CountDownLatch;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that finds one server after the other about to end.
 */
@ExtendWith(NoLeftovers.class)
class ActivationAttemptsTests {

	/** More than a request attempts if they are of no use to anybody. */
	private static final int ENDING = 6;

	private final Clsid clsid = TestMachine.newClass();

	private final Clsid other = TestMachine.newClass();

	/** Whether each server has another client before it ends. */
	private volatile boolean useful;

	private final NearbyServers servers = NearbyServers.of(this::serve);

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	/**
	 * Serves another client first, if it is to be useful, and suspends itself in front of
	 * the client.
	 */
	private void serve(NearbyServer server) {
		CountDownLatch used = new CountDownLatch(1);
		server.whenAsked((asked) -> {
			if (asked.equals(this.clsid) && server.pid() <= ENDING) {
				await(used);
				server.classTable().suspend();
			}
		});
		server.open();
		server.register(this.clsid, Regcls.MULTIPLEUSE);
		server.register(this.other, Regcls.MULTIPLEUSE);
		if (this.useful) {
			this.machine.activate(this.other);
		}
		used.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void activateWhenServersEndAfterOthersHadThemThenAnotherOneUntilServed() {
		this.useful = true;
		this.machine.register(this.clsid, "nearby");
		this.machine.register(this.other, "nearby");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(ENDING + 1);
	}

	@Test
	void activateWhenServersAreOfNoUseThenGivesUp() {
		this.machine.register(this.clsid, "nearby");
		assertFails(HResult.CO_E_SERVER_STOPPING, () -> this.machine.activate(this.clsid));
		assertThat(this.servers.launched()).hasSizeLessThan(ENDING);
	}

}
