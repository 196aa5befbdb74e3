package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.identity.ProcessIdentity;
import io.github.comspring.core.orpc.identity.ProcessKey;
import io.github.comspring.core.orpc.identity.Token;
import io.github.comspring.core.rpc.Frame;
import io.github.comspring.core.rpc.RawPeer;
import io.github.comspring.core.rpc.RecordingDispatcher;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.fixture.HostileLine;
import io.github.comspring.fixture.HostileLineObject;
import io.github.comspring.fixture.HostilePeer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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

	@TempDir
	Path directory;

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

	/**
	 * A process that anybody lets in that it shows its key to.
	 */
	private static byte[] introduction() {
		return ProcessIdentity.client(Token.of(ProcessKey.random(), List.of(), "")).exchange(new byte[0]);
	}

	@Test
	void launchWhenAModuleHasIntroducedItselfAndKeepsConnectionsThenServerRegistersAndNothingIsItsFailure() {
		Clsid hostile = TestMachine.newClass();
		HostedClasses classes = new HostedClasses(this.machine, this.directory);
		classes.register(hostile, classes.application(), HostileLineObject.jar(this.directory.resolve("hostile.jar")));
		try (ComPointer<HostileLine> module = this.machine.activator()
			.createInstance(ActivationRequest.of(hostile).in(ClassContext.LOCAL_SERVER), HostileLine.class)) {
			byte[] bind = HostilePeer.bindOf(Iid.of(ServerRegistry.class).guid(), introduction());
			byte[] answers = module.get()
				.hoard(this.machine.rpc.endpoint().networkAddress(), MANY, bind, new byte[0], 0);
			assertThat(answers).contains((byte) PduType.BIND_ACK.code(), (byte) PduType.BIND_NAK.code())
				.containsOnly(PduType.BIND_ACK.code(), PduType.BIND_NAK.code());
			assertThat(this.machine.activate(this.machine.register())).isEqualTo(this.machine.launched.get(1).pid());
			assertThat(this.machine.scm.restarts()).hasSize(2)
				.allSatisfy(
						(each) -> assertThat(each).extracting("restarts", "failures", "lastFailure", "lockedOutUntil")
							.containsExactly(0, 0, null, null));
			module.get().hangUp();
		}
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
