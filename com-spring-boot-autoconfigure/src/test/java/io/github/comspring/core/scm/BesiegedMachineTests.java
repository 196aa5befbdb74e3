package io.github.comspring.core.scm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers are launched and register, however many connections others keep open.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class BesiegedMachineTests {

	/** More than a process accepted when it counted those of all peers together. */
	private static final int MANY = 1100;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	private final List<RawPeer> besiegers = new ArrayList<>();

	@AfterEach
	void leave() {
		this.besiegers.forEach(RawPeer::close);
	}

	private RawPeer connect() throws IOException {
		RawPeer besieger = RawPeer.connect(this.machine.rpc.endpoint());
		this.besiegers.add(besieger);
		return besieger;
	}

	@Test
	void launchWhenManyConnectionsDoNotBindThenServerRegisters() throws IOException {
		for (int i = 0; i < MANY; i++) {
			connect();
		}
		assertThat(this.machine.activate(this.machine.register())).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	void launchWhenManyConnectionsOfStrangersAreIdleThenServerRegisters() throws IOException {
		Frame bind = Frame.bind(0, RecordingDispatcher.FIRST);
		int limit = RpcLimits.DEFAULT.budgets().strangers();
		for (int i = 0; i < limit; i++) {
			assertThat(connect().send(bind).read().type()).isEqualTo(PduType.BIND_ACK);
		}
		assertThat(connect().send(bind).read().type()).isEqualTo(PduType.BIND_NAK);
		assertThat(this.machine.activate(this.machine.register())).isEqualTo(this.machine.launched.get(0).pid());
	}

}
