package io.github.comspring.place;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.place.served.Node;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is left when the client's application has stopped.
 */
abstract class StopContract extends PlaceTests {

	private ConfigurableApplicationContext client;

	@BeforeEach
	void startClient() {
		this.client = environment().startClient("comspring.shutdown-grace-period=0s",
				"comspring.applications.hurried.spares=0", "comspring.applications.passing.spares=0");
	}

	@AfterEach
	void stopClient() {
		this.client.close();
	}

	@Test
	void activateWhenStoppedThenTypedError() {
		Activator activator = this.client.getBean(Activator.class);
		this.client.close();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> activator.createInstance(Node.PROG_ID, Node.class));
	}

	@Test
	void referenceWhenStoppedThenTypedError() {
		Node used = this.client.getBean(References.class).node();
		used.name("used");
		Node unused = this.client.getBean(References.class).node();
		this.client.close();
		assertStopped(used::name);
		assertStopped(unused::name);
	}

	@Test
	@MeantDifference("plain-references")
	void pointerWhenStoppedThenTypedErrorInOtherProcesses() {
		ComPointer<Node> pointer = this.client.getBean(Activator.class).createInstance(Node.PROG_ID, Node.class);
		Node node = pointer.get();
		this.client.close();
		if (isInProcess()) {
			assertThat(node.name()).isEmpty();
		}
		else {
			assertStopped(node::name);
		}
		pointer.close();
	}

	private static void assertStopped(ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isIn(HResult.CO_E_OBJNOTCONNECTED, HResult.CO_E_SERVER_STOPPING,
					HResult.RPC_E_DISCONNECTED));
	}

}
