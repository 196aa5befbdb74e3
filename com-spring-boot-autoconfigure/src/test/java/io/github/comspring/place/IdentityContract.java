package io.github.comspring.place;

import java.util.Set;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.MultiQi;
import io.github.comspring.place.served.Callback;
import io.github.comspring.place.served.Calling;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.NodeObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is one object, and by which interfaces.
 */
abstract class IdentityContract extends PlaceTests {

	private ComPointer<Node> pointer;

	private Node node;

	@BeforeEach
	void createNode() {
		this.pointer = create(Node.PROG_ID, Node.class);
		this.node = this.pointer.get();
	}

	@Test
	void objectOfClientWhenPassedThereAndBackThenTheSame() {
		Node own = new NodeObject();
		assertThat(this.node.echo(own)).isSameAs(own);
		this.node.keep(own);
		assertThat(this.node.kept()).isSameAs(own);
		this.node.keep(null);
	}

	@Test
	void callbackOfClientWhenPassedThereAndBackThenTheSame() {
		Callback callback = (text) -> text;
		assertThat(object(Calling.PROG_ID, Calling.class).echo(callback)).isSameAs(callback);
	}

	@Test
	void objectWhenPassedBackThenObjectGetsItself() {
		assertThat(this.node.isThis(this.node)).isTrue();
		assertThat(this.node.isThis(this.node.self())).isTrue();
		assertThat(this.node.isThis(this.node.child())).isFalse();
		assertThat(this.node.isThis(object(Node.PROG_ID, Node.class))).isFalse();
	}

	@Test
	void objectOfClientWhenPassedTwiceThenEqualThere() {
		Node own = new NodeObject();
		assertThat(this.node.areEqual(own, own)).isTrue();
		assertThat(this.node.areEqual(own, new NodeObject())).isFalse();
	}

	@Test
	@MeantDifference("identity")
	void objectOfClientWhenPassedTwiceThenOneJavaObjectInProcessOnly() {
		Node own = new NodeObject();
		assertThat(this.node.areSame(own, own)).isEqualTo(isInProcess());
	}

	@Test
	void objectWhenReturnedTwiceThenEqual() {
		Node child = this.node.child();
		this.node.keep(child);
		assertThat(this.node.kept()).isEqualTo(this.node.kept()).isEqualTo(child).hasSameHashCodeAs(child);
		assertThat(Set.of(child)).contains(this.node.kept());
		assertThat(this.node.self()).isEqualTo(this.node).isNotEqualTo(child);
		this.node.keep(null);
	}

	@Test
	void objectsThenNotEqualToOthers() {
		assertThat(this.node).isEqualTo(this.node)
			.isNotEqualTo(object(Node.PROG_ID, Node.class))
			.isNotEqualTo("a text")
			.isNotEqualTo(null);
	}

	@Test
	void queryInterfaceThenAnotherInterfaceOfTheSameObject() {
		this.node.name("me");
		try (ComPointer<Node.Colourful> colourful = this.pointer.queryInterface(Node.Colourful.class)) {
			assertThat(colourful.get().colour()).isEqualTo("green");
			assertThat(colourful.isSameObject(this.pointer)).isTrue();
			try (ComPointer<Node> back = colourful.queryInterface(Node.class)) {
				assertThat(back.get()).isEqualTo(this.node);
				assertThat(back.get().name()).isEqualTo("me");
			}
		}
	}

	@Test
	void queryInterfaceWhenObjectMakesItOnDemandThenIt() {
		this.node.name("me");
		try (ComPointer<Node.OnDemand> made = this.pointer.queryInterface(Node.OnDemand.class)) {
			assertThat(made.get().owner()).isEqualTo("me");
			assertThat(made.isSameObject(this.pointer)).isTrue();
		}
	}

	@Test
	void queryInterfaceWhenMissingThenNoInterface() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.pointer.queryInterface(Node.Missing.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE))
			.withMessageContaining(Node.Missing.class.getName());
	}

	@Test
	void createInstancesThenTheInterfacesThatThereAre() {
		ActivationRequest request = ActivationRequest.of(Clsid.of(Node.CLSID));
		try (MultiQi all = environment().activator()
			.createInstances(request, Node.class, Node.Missing.class, Node.Colourful.class)) {
			assertThat(all.pointer(Node.Colourful.class).isSameObject(all.pointer(Node.class))).isTrue();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> all.pointer(Node.Missing.class))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		}
	}

}
