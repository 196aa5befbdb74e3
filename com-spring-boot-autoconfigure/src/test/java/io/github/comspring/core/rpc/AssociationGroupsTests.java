package io.github.comspring.core.rpc;

import io.github.comspring.Activation.Origin;
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
		assertThat(this.groups.leave(this.opened)).isFalse();
		assertThat(this.groups.leave(this.opened)).isTrue();
	}

	@Test
	void groupIsClosedToOthers() {
		assertThat(this.groups.join(this.opened.id(), EVE, "ada")).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), EVE)).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), ADA, "eve")).isNotSameAs(this.opened);
		assertThat(this.groups.join(this.opened.id(), ADA, null)).isNotSameAs(this.opened);
		assertThat(this.groups.leave(this.opened)).as("whether nobody else is in it").isTrue();
	}

	@Test
	void groupThatEndedIsNotFoundAgain() {
		this.groups.leave(this.opened);
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

}
