package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.Surrogate;
import io.github.comspring.fixture.HostileLine;
import io.github.comspring.fixture.HostileLineObject;
import io.github.comspring.fixture.HostilePeer;
import io.github.comspring.fixture.HostilePeer.Answer;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Worker;
import io.github.comspring.fixture.WorkerObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module that speaks the wire by hand, from inside the surrogate of one application, to
 * that of another and to the service control manager.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class HostileModuleTests {

	/** More operations than any of the objects has. */
	private static final int OPERATIONS = 12;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private ComPointer<Worker> victim;

	private ServerDescription victims;

	private ComPointer<HostileLine> module;

	@BeforeEach
	void start() {
		this.classes = new HostedClasses(this.machine, this.directory);
		Clsid served = TestMachine.newClass();
		this.classes.register(served, this.classes.application(),
				WorkerObject.jar(this.directory.resolve("worker.jar")));
		this.victim = create(served, Worker.class);
		this.victims = this.machine.scm.servers().get(0);
		Clsid hostile = TestMachine.newClass();
		this.classes.register(hostile, this.classes.application(),
				HostileLineObject.jar(this.directory.resolve("hostile.jar")));
		this.module = create(hostile, HostileLine.class);
		assertThat(this.machine.launched).hasSize(2);
	}

	private <T> ComPointer<T> create(Clsid clsid, Class<T> type) {
		return this.machine.activator().createInstance(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), type);
	}

	@AfterEach
	void othersAreServedStill() {
		this.module.close();
		assertThat(this.victim.get().add(20, 22)).isEqualTo(42);
		this.victim.close();
		assertThat(this.machine.launched).hasSize(2).noneMatch((each) -> each.exit().isDone());
	}

	private Endpoint sibling() {
		return Endpoint.parse(this.victims.endpoint());
	}

	private HostilePeer bound(Endpoint server, Guid iid, byte[] introduction) {
		HostilePeer peer = HostilePeer.connect(this.module.get(), server);
		peer.bind(iid, introduction);
		return peer;
	}

	@ParameterizedTest
	@MethodSource
	void wellKnownObjectsThenNoOperationIsCarriedOut(Class<?> type, Guid ipid, boolean ofSibling, byte[] introduction) {
		Endpoint server = ofSibling ? sibling() : this.machine.rpc.endpoint();
		for (int opnum : IntStream.range(3, OPERATIONS).toArray()) {
			try (HostilePeer peer = bound(server, Iid.of(type).guid(), introduction)) {
				Answer answer = peer.call(ipid, opnum, new byte[256]);
				assertThat(answer.hresult()).as(type.getSimpleName() + " operation " + opnum)
					.isIn(HResult.E_ACCESSDENIED, HResult.E_INVALIDARG, HResult.RPC_S_PROCNUM_OUT_OF_RANGE,
							HResult.RPC_X_BAD_STUB_DATA);
			}
		}
	}

	static Stream<Arguments> wellKnownObjectsThenNoOperationIsCarriedOut() {
		return Stream.of(null, HostilePeer.stranger())
			.flatMap((introduction) -> Stream.of(
					Arguments.of(ServerControl.class, ServerControl.IPID, true, introduction),
					Arguments.of(Surrogate.class, Surrogate.IPID, true, introduction),
					Arguments.of(OverdueCalls.class, OverdueCalls.IPID, false, introduction),
					Arguments.of(ServerRegistry.class, ServerRegistry.IPID, false, introduction)));
	}

	@Test
	void bytesThatAreNoProtocolThenItsConnectionIsClosedAlone() {
		for (Endpoint server : new Endpoint[] { sibling(), this.machine.rpc.endpoint() }) {
			HostileLine line = this.module.get();
			line.connect(server.networkAddress());
			assertThat(line.exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes())).isEmpty();
			line.hangUp();
		}
	}

}
