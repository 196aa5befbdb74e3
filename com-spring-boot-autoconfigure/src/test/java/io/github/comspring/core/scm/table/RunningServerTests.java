package io.github.comspring.core.scm.table;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningServer}.
 */
class RunningServerTests {

	private final Clsid clsid = new Clsid(Guid.random());

	private final RunningServer server = server();

	private RunningServer server() {
		CoClass coClass = CoClass.of(this.clsid);
		LaunchKey key = LaunchKey.of(coClass, new LocalServer("server", null), null, 0);
		return new RunningServer(1, new UnixEndpoint(Path.of("/socket")), new Unreachable(), 1, Instant.EPOCH,
				new Launch(1, key, coClass));
	}

	private List<PublishedClass> offer(int cookie, boolean singleUse) {
		return List.of(new PublishedClass(this.clsid, cookie, singleUse));
	}

	@Test
	@Tag("SL-04")
	void dropWhenServerHasPublishedAgainThenStillOffered() {
		this.server.publish(1, offer(1, false));
		Offer taken = this.server.take(this.clsid, false);
		this.server.publish(2, offer(1, false));
		this.server.drop(this.clsid, taken.version());
		Offer again = this.server.take(this.clsid, false);
		assertThat(again.version()).isEqualTo(2);
		this.server.drop(this.clsid, again.version());
		assertThat(this.server.take(this.clsid, false)).isNull();
	}

	@Test
	void publishWhenOvertakenThenNothingChanges() {
		this.server.publish(2, List.of());
		assertThat(this.server.publish(1, offer(1, false))).isFalse();
		assertThat(this.server.take(this.clsid, false)).isNull();
	}

	@Test
	@Tag("CT-07")
	void takeSingleUseThenNeverAgain() {
		this.server.publish(1, offer(1, true));
		assertThat(this.server.take(this.clsid, true)).isNull();
		assertThat(this.server.take(this.clsid, false)).isNotNull();
		this.server.publish(2, offer(1, true));
		assertThat(this.server.take(this.clsid, false)).isNull();
		this.server.publish(3, offer(2, true));
		assertThat(this.server.take(this.clsid, false)).isNotNull();
	}

	@Test
	void takeForManyWhenLaunchedForAnotherRequestThenShared() {
		this.server.publish(1, offer(1, false));
		assertThat(this.server.take(this.clsid, true)).isNotNull();
	}

	@Test
	void publishWhenDrainingThenOffersNothing() {
		this.server.publish(1, offer(1, false));
		this.server.use().drain();
		this.server.publish(2, offer(1, false));
		assertThat(this.server.take(this.clsid, false)).isNull();
		assertThat(this.server.describe(null).draining()).isTrue();
	}

	/**
	 * A server process that cannot be called.
	 */
	private static final class Unreachable implements ServerControl {

		@Override
		public Activated activate(Order order) {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

		@Override
		public void undelivered(long client, List<byte[]> references) {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

		@Override
		public void linked() {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

		@Override
		public void clientGone(long client) {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

		@Override
		public void retire() {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

		@Override
		public ServerState state() {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "Not there");
		}

	}

}
