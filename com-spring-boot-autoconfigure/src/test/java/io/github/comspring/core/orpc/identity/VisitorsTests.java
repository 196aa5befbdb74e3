package io.github.comspring.core.orpc.identity;

import java.util.List;

import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.transport.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Visitors}.
 */
class VisitorsTests {

	private static final Peer PEER = new Peer(Origin.LOCAL, "ann", "ann");

	private final ProcessKey key = ProcessKey.random();

	private final Visitors visitors = new Visitors();

	private Introduced introduced() {
		return new Introduced(Token.of(this.key, List.of(), (String) null), false, false);
	}

	@Test
	void calledThenKnownUntilItHasLeft() {
		Introduced introduced = introduced();
		this.visitors.called(introduced, PEER);
		this.visitors.called(introduced, PEER);
		assertThat(this.visitors.find(this.key.oxid()).introduced()).isSameAs(introduced);
		this.visitors.left(introduced);
		assertThat(this.visitors.find(this.key.oxid())).isNull();
	}

	@Test
	void callThatIsLaterThanTheEndThenNotKnown() {
		Introduced introduced = introduced();
		this.visitors.left(introduced);
		this.visitors.called(introduced, PEER);
		assertThat(this.visitors.size()).isZero();
	}

	@Test
	void connectedAnewBeforeTheFirstHasLeftThenStays() {
		Introduced before = introduced();
		Introduced after = introduced();
		this.visitors.called(before, PEER);
		this.visitors.called(after, PEER);
		this.visitors.left(before);
		assertThat(this.visitors.find(this.key.oxid()).introduced()).isSameAs(after);
	}

}
