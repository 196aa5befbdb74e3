package io.github.comspring.place;

import java.util.List;

import io.github.comspring.place.served.Calling;
import io.github.comspring.place.served.CheckedFailure;
import io.github.comspring.place.served.Failing;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.Values;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * References that are injected, which stand for an object that is created on first use.
 */
abstract class ReferenceContract extends PlaceTests {

	private References references;

	@BeforeEach
	void findReferences() {
		this.references = environment().references();
	}

	@Test
	void callThenArgumentsAndResultsAsThroughAPointer() {
		Values values = this.references.values();
		assertThat(values.echo(List.of("b", "a"))).containsExactly("b", "a");
		assertThat(values.echo((String) null)).isNull();
	}

	@Test
	void callWhenItThrowsThenAsThroughAPointer() {
		Failing failing = this.references.failing();
		assertThat(catchThrowable(() -> failing.checked(null))).isExactlyInstanceOf(CheckedFailure.class)
			.hasMessage(null);
		Failing pointer = object(Failing.PROG_ID, Failing.class);
		assertThat(catchThrowable(() -> failing.undeclared("no")))
			.hasSameClassAs(catchThrowable(() -> pointer.undeclared("no")))
			.hasMessageContaining("no");
	}

	@Test
	void callbackThenAsThroughAPointer() throws CheckedFailure {
		Calling calling = this.references.calling();
		assertThat(calling.call((text) -> "Hello " + text, "Ann")).isEqualTo("Hello Ann");
		calling.keep((text) -> "kept " + text);
		assertThat(calling.callKept("a")).isEqualTo("kept a");
		calling.keep(null);
	}

	@Test
	void callsThenAllOfOneObject() {
		Node node = this.references.node();
		node.name("one");
		assertThat(node.name()).isEqualTo("one");
		assertThat(node).isEqualTo(node).hasSameHashCodeAs(node);
	}

	@Test
	void referenceWhenPassedAsArgumentThenCallsReachItsObject() {
		Node reference = this.references.node();
		reference.name("behind");
		Node other = object(Node.PROG_ID, Node.class);
		assertThat(other.echo(reference)).isSameAs(reference);
		other.keep(reference);
		assertThat(other.nameOfKept()).isEqualTo("behind");
		other.keep(null);
	}

}
