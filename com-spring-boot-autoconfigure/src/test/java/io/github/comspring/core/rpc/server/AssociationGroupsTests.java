package io.github.comspring.core.rpc.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.github.comspring.Activation.Origin;
import io.github.comspring.Race;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.transport.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AssociationGroupsTests {

	private static final Peer ADA = new Peer(Origin.LOCAL, "ada", "users");

	private static final Peer EVE = new Peer(Origin.LOCAL, "eve", "users");

	private final AssociationGroups groups = new AssociationGroups();

	private final AssociationGroup opened = this.groups.join(0, ADA, "ada");

	@Test
	void groupIsOpenToItsClient() {
		assertThat(this.groups.join(this.opened.id(), ADA, "ada")).isSameAs(this.opened);
		assertThat(this.groups.leave(this.opened, Duration.ZERO)).isFalse();
		assertThat(this.groups.leave(this.opened, Duration.ZERO)).isTrue();
	}

	@Test
	void groupIsClosedToOthers() {
		assertThat(this.groups.join(this.opened.id(), EVE, "ada")).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), EVE)).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), ADA, "eve")).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), ADA, null)).isNotSameAs(this.opened);
		assertThat(this.groups.leave(this.opened, Duration.ZERO)).as("whether nobody else is in it").isTrue();
	}

	@Test
	void groupThatEndedIsNotFoundAgain() {
		this.groups.leave(this.opened, Duration.ZERO);
		assertThat(this.groups.join(this.opened.id(), ADA, "ada").id()).isNotIn(0, this.opened.id());
	}

	@Test
	void clientThatHasYetToAuthenticateIsIdentifiedInTheEnd() {
		AssociationGroup pending = this.groups.join(0, ADA);
		assertThat(this.groups.join(pending.id(), ADA, null)).as("for an anonymous client").isNotSameAs(pending);
		assertThat(this.groups.identify(pending, "ada")).isTrue();
		assertThat(pending.principal()).isEqualTo("ada");
		assertThat(this.groups.join(pending.id(), ADA)).isSameAs(pending);
		assertThat(this.groups.identify(pending, "eve")).isFalse();
		assertThat(this.groups.identify(pending, "ada")).isTrue();
		assertThat(pending.principal()).isEqualTo("ada");
	}

	/**
	 * Leaves the group, up to where it waits for the client to come back.
	 */
	private FutureTask<Boolean> beginToLeave() {
		FutureTask<Boolean> leaving = new FutureTask<>(() -> this.groups.leave(this.opened, Loopback.LONG));
		Thread thread = new Thread(leaving);
		thread.start();
		await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return leaving;
	}

	@Test
	void clientThatComesBackIsNotGone() throws Exception {
		FutureTask<Boolean> leaving = beginToLeave();
		assertThat(this.groups.join(this.opened.id(), ADA, "ada")).isSameAs(this.opened);
		assertThat(leaving.get()).isFalse();
		assertThat(this.groups.leave(this.opened, Duration.ZERO)).isTrue();
	}

	@Test
	void clientThatDoesNotComeBackIsGone() {
		assertThat(this.groups.leave(this.opened, Duration.ofMillis(20))).isTrue();
	}

	@Test
	void clientThatComesBackAndLeavesIsGoneOnce() throws Exception {
		FutureTask<Boolean> leaving = beginToLeave();
		this.groups.join(this.opened.id(), ADA);
		boolean gone = this.groups.leave(this.opened, Duration.ZERO);
		this.groups.close();
		assertThat(List.of(gone, leaving.get())).containsExactlyInAnyOrder(true, false);
	}

	@Test
	void connectionsThatBreakTogetherThenClientIsGoneOnce() throws Exception {
		for (int i = 0; i < 200; i++) {
			AssociationGroup group = this.groups.join(0, ADA, "ada");
			this.groups.join(group.id(), ADA, "ada");
			this.groups.join(group.id(), ADA, "ada");
			List<Boolean> gone = Race.run(3, (number) -> this.groups.leave(group, Duration.ofMillis(1)));
			assertThat(gone).containsOnlyOnce(true);
		}
	}

	@Test
	void closedThenWaitsForNoClient() throws Exception {
		FutureTask<Boolean> leaving = beginToLeave();
		this.groups.close();
		assertThat(leaving.get()).isTrue();
	}

}
