package io.github.comspring.core.rpc.server;

import java.util.List;

import io.github.comspring.Activation.Origin;
import io.github.comspring.Race;
import io.github.comspring.core.rpc.transport.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AssociationGroupsTests {

	private static final Peer ADA = new Peer(Origin.LOCAL, "ada", "users");

	private static final Peer EVE = new Peer(Origin.LOCAL, "eve", "users");

	private final AssociationGroups groups = new AssociationGroups();

	private final AssociationGroup opened = this.groups.join(0, ADA, "ada");

	@Test
	void groupIsOpenToItsClient() {
		assertThat(this.groups.join(this.opened.id(), ADA, "ada")).isSameAs(this.opened);
		assertThat(this.groups.leave(this.opened, false)).isFalse();
		assertThat(this.groups.leave(this.opened, false)).isTrue();
	}

	@Test
	void groupIsClosedToOthers() {
		assertThat(this.groups.join(this.opened.id(), EVE, "ada")).isNull();
		assertThat(this.groups.join(this.opened.id(), EVE)).isNull();
		assertThat(this.groups.join(this.opened.id(), ADA, "eve")).isNull();
		assertThat(this.groups.join(this.opened.id(), ADA, null)).isNull();
		assertThat(this.groups.leave(this.opened, false)).as("whether nobody else is in it").isTrue();
	}

	@Test
	void groupOfAnAddressIsClosedToOtherAddresses() {
		Peer here = new Peer(Origin.REMOTE, null, null, "192.0.2.1");
		Peer there = new Peer(Origin.REMOTE, null, null, "192.0.2.2");
		AssociationGroup group = this.groups.join(0, here, null);
		assertThat(this.groups.join(group.id(), there, null)).isNull();
		assertThat(this.groups.join(group.id(), there)).isNull();
		assertThat(this.groups.join(group.id(), here, null)).isSameAs(group);
	}

	@Test
	void groupThatEndedIsNotFoundAgain() {
		this.groups.leave(this.opened, false);
		assertThat(this.groups.join(this.opened.id(), ADA, "ada")).isNull();
		assertThat(this.groups.join(this.opened.id(), ADA)).isNull();
		assertThat(this.groups.join(0, ADA, "ada").id()).isNotIn(0, this.opened.id());
	}

	@Test
	void clientThatHasYetToAuthenticateIsIdentifiedInTheEnd() {
		AssociationGroup pending = this.groups.join(0, ADA);
		assertThat(this.groups.join(pending.id(), ADA, null)).as("for an anonymous client").isNull();
		assertThat(this.groups.identify(pending, "ada")).isTrue();
		assertThat(pending.principal()).isEqualTo("ada");
		assertThat(this.groups.join(pending.id(), ADA)).isSameAs(pending);
		assertThat(this.groups.identify(pending, "eve")).isFalse();
		assertThat(this.groups.identify(pending, "ada")).isTrue();
		assertThat(pending.principal()).isEqualTo("ada");
	}

	@Test
	void connectionsThatBreakTogetherThenClientIsGoneOnce() throws Exception {
		for (int i = 0; i < 200; i++) {
			AssociationGroup group = this.groups.join(0, ADA, "ada");
			this.groups.join(group.id(), ADA, "ada");
			this.groups.join(group.id(), ADA, "ada");
			List<Boolean> gone = Race.run(3, (number) -> this.groups.leave(group, false));
			assertThat(gone).containsOnlyOnce(true);
		}
	}

	@Test
	void canSpareWhenOnlyConnectionThenUnlessSomethingIsHeld() {
		assertThat(this.groups.canSpare(this.opened, false, false)).isTrue();
		assertThat(this.groups.canSpare(this.opened, false, true)).isFalse();
		this.groups.called(this.opened);
		assertThat(this.groups.canSpare(this.opened, true, false)).isTrue();
		assertThat(this.groups.canSpare(this.opened, true, true)).isFalse();
	}

	@Test
	void canSpareWhenThereIsAConnectionWithoutCallsThenTheOtherOne() {
		this.groups.join(this.opened.id(), ADA, "ada");
		this.groups.called(this.opened);
		assertThat(this.groups.canSpare(this.opened, true, true)).isTrue();
		assertThat(this.groups.canSpare(this.opened, false, true)).isFalse();
		assertThat(this.groups.canSpare(this.opened, false, false)).as("while the other is there").isFalse();
		this.groups.leave(this.opened, true);
		assertThat(this.groups.canSpare(this.opened, false, false)).isTrue();
	}

	@Test
	void canSpareWhenAllConnectionsHaveCarriedCallsThenNoneIfSomethingIsHeld() {
		this.groups.join(this.opened.id(), ADA, "ada");
		this.groups.called(this.opened);
		this.groups.called(this.opened);
		assertThat(this.groups.canSpare(this.opened, true, true)).isFalse();
		assertThat(this.groups.canSpare(this.opened, true, false)).isTrue();
	}

}
