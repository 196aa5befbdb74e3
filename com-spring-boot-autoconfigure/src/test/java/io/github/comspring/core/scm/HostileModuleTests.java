package io.github.comspring.core.scm;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Opnum;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.Wiretap;
import io.github.comspring.core.orpc.exporter.RemUnknownStub;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.orpc.identity.ProcessIdentity;
import io.github.comspring.core.orpc.identity.ProcessKey;
import io.github.comspring.core.orpc.identity.Token;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.OverdueCall;
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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A module that speaks the wire by hand, from inside the surrogate of one application, to
 * that of another and to the service control manager.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class HostileModuleTests {

	/** More operations than any of the objects has. */
	private static final int OPERATIONS = 12;

	/** More than anybody needs to remember of. */
	private static final int MANY = 100;

	/** As much as a fragment has room for, nearly. */
	private static final int PART = 60_000;

	private static final Guid TAKER = Guid.random();

	private final Random random = new Random(7);

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
	void wellKnownObjectsWhenAskedNonsenseThenNoOperationIsCarriedOut(Class<?> type, Guid ipid, boolean ofSibling,
			byte[] introduction) {
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

	static Stream<Arguments> wellKnownObjectsWhenAskedNonsenseThenNoOperationIsCarriedOut() {
		return Stream.of(null, HostilePeer.stranger())
			.flatMap((introduction) -> Stream.of(
					Arguments.of(ServerControl.class, ServerControl.IPID, true, introduction),
					Arguments.of(Surrogate.class, Surrogate.IPID, true, introduction),
					Arguments.of(OverdueCalls.class, OverdueCalls.IPID, false, introduction),
					Arguments.of(ServerRegistry.class, ServerRegistry.IPID, false, introduction)));
	}

	@ParameterizedTest
	@MethodSource
	void wellKnownObjectsWhenAskedAsByTheirClientsThenAccessDenied(WellKnown object, byte[] introduction) {
		Endpoint server = object.ofSibling ? sibling() : this.machine.rpc.endpoint();
		for (Operation each : RemotableInterface.of(object.type).operations()) {
			Object[] arguments = object.calls.get(each.method().getName());
			assertThat(arguments).as("arguments of " + each.method()).isNotNull();
			try (HostilePeer peer = bound(server, Iid.of(object.type).guid(), introduction)) {
				Answer answer = peer.call(object.ipid, each.opnum(), stub(each, arguments));
				assertThat(answer.hresult()).as(each.method().toString()).isEqualTo(HResult.E_ACCESSDENIED);
			}
		}
	}

	static Stream<Arguments> wellKnownObjectsWhenAskedAsByTheirClientsThenAccessDenied() {
		Clsid clsid = TestMachine.newClass();
		AppId appId = new AppId(clsid.guid());
		List<WellKnown> objects = List.of(new WellKnown(ServerControl.class, ServerControl.IPID, true,
				Map.of("activate", new Object[] { new ServerControl.Order(clsid, false, List.of(Iid.UNKNOWN), 1) },
						"undelivered", new Object[] { 1L, List.of() }, "linked", new Object[0], "clientGone",
						new Object[] { 1L }, "retire", new Object[0], "state", new Object[0])),
				new WellKnown(Surrogate.class, Surrogate.IPID, true, Map.of("loadDllServer",
						new Object[] { new Surrogate.HostedClass(clsid, null, appId, "/evil.jar", "Both", null) })),
				new WellKnown(OverdueCalls.class, OverdueCalls.IPID, false,
						Map.of("report", new Object[] { new OverdueCall(1, clsid, "a call", Duration.ofDays(1)) })),
				new WellKnown(ServerRegistry.class, ServerRegistry.IPID, false, Map.of("announce",
						new Object[] { new ServerRegistry.Announcement("secret", "/tmp/evil.sock", 1, Instant.EPOCH) },
						"publish", new Object[] { "secret", 1L,
								List.of(new ServerRegistry.PublishedClass(clsid, 1, false)), true })));
		return Stream.of(null, HostilePeer.stranger())
			.flatMap((introduction) -> objects.stream().map((object) -> Arguments.of(object, introduction)));
	}

	private static byte[] stub(Operation operation, Object[] arguments) {
		return stub(operation, mock(InterfacePointers.class), arguments);
	}

	private static byte[] stub(Operation operation, InterfacePointers pointers, Object... arguments) {
		NdrWriter out = new NdrWriter(pointers);
		operation.writeArguments(out, arguments);
		ByteBuffer written = out.toBuffer();
		byte[] bytes = new byte[written.remaining()];
		written.get(bytes);
		return bytes;
	}

	/**
	 * To have the application connect there, and show who it is.
	 */
	@Test
	void referencesToStrangersThenInvalidOxidAndNobodyIsConnectedToNorRemembered() throws Exception {
		this.machine.rpc.exportWellKnown(TAKER, Taker.class, Worker.Numbers::next);
		Introductions known = Inside.introductions(this.machine.rpc);
		int contacts = known.contacts().size();
		try (Wiretap unix = Wiretap.unix(); Wiretap tcp = Wiretap.tcp()) {
			for (byte[] introduction : Arrays.asList(null, introduction())) {
				for (Wiretap named : List.of(unix, tcp)) {
					try (HostilePeer peer = bound(this.machine.rpc.endpoint(), Iid.of(Taker.class).guid(),
							introduction)) {
						for (int i = 0; i < MANY; i++) {
							byte[] stub = take(this.random.nextLong(1, Long.MAX_VALUE), named.endpoint());
							assertThat(peer.call(TAKER, 3, stub).hresult()).isEqualTo(HResult.OR_INVALID_OXID);
						}
					}
					assertThat(named.shown()).isEmpty();
				}
			}
		}
		assertThat(known.contacts().size()).isEqualTo(contacts);
	}

	/**
	 * What a call of {@link Taker} has for a parameter.
	 */
	private byte[] take(long oxid, Endpoint endpoint) {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, 5, oxid, this.random.nextLong(), Guid.random());
		byte[] reference = new ObjRef(Iid.of(Worker.Numbers.class), target, new StringBindings(List.of(endpoint)))
			.toBytes();
		InterfacePointers pointers = mock(InterfacePointers.class);
		given(pointers.marshal(any(), any())).willReturn(reference);
		Operation operation = RemotableInterface.of(Taker.class).operations().get(0);
		return stub(operation, pointers, (Worker.Numbers) () -> 1);
	}

	/**
	 * A process that anybody lets in that it shows its key to.
	 */
	private static byte[] introduction() {
		return shown(Token.of(ProcessKey.random(), List.of(), ""));
	}

	private static byte[] shown(Token token) {
		return ProcessIdentity.client(token).exchange(new byte[0]);
	}

	/**
	 * To have a sibling think that the application has gone, and drop what it has of it.
	 */
	@Test
	void connectionUnderTheNumberOfTheApplicationThenAccessDeniedAndCallbacksGoOn() {
		long application = this.machine.rpc.oxid();
		ProcessKey other = ProcessKey.random();
		List<Token> forged = List.of(new Token(application, null, other.ticket(application), null, null, List.of(), ""),
				new Token(application, other, null, null, null, List.of(), ""),
				new Token(application, null, null, null, other.ticket(0), List.of(), ""),
				new Token(application, null, null, null, null, List.of(), "secret"));
		AtomicInteger asked = new AtomicInteger();
		Worker.Numbers numbers = () -> {
			if (asked.getAndIncrement() == 0) {
				forged.forEach((each) -> assertRefused(sibling(), shown(each)));
			}
			return 21;
		};
		assertThat(this.victim.get().add(numbers)).isEqualTo(42);
		assertThat(asked).hasValue(2);
	}

	private void assertRefused(Endpoint server, byte[] introduction) {
		try (HostilePeer peer = bound(server, RemUnknownStub.REM_UNKNOWN.guid(), introduction)) {
			assertThat(peer.call(null, 3, new byte[0]).hresult()).isEqualTo(HResult.E_ACCESSDENIED);
		}
	}

	/**
	 * Sixty megabytes on each of seven connections.
	 */
	@Test
	void requestsOfAStrangerThatDoNotEndThenOthersAreServedAndOneThatEndsIsFault() {
		byte[] bind = HostilePeer.bindOf(RemUnknownStub.REM_UNKNOWN.guid(), null);
		byte[] begun = joined(bind, HostilePeer.part(1, PART));
		byte[] middle = HostilePeer.part(0, PART);
		HostileLine line = this.module.get();
		for (Endpoint server : new Endpoint[] { sibling(), this.machine.rpc.endpoint() }) {
			assertThat(line.hoard(server.networkAddress(), 7, begun, middle, 1000))
				.containsOnly(PduType.BIND_ACK.code());
			assertThat(this.victim.get().add(1, 2)).isEqualTo(3);
			line.connect(server.networkAddress());
			assertThat(line.exchange(begun)[2]).isEqualTo((byte) PduType.BIND_ACK.code());
			Answer ended = new Answer(line.exchange(joined(middle, middle, HostilePeer.part(2, PART))));
			assertThat(ended.hresult()).isEqualTo(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA);
			line.hangUp();
		}
	}

	private static byte[] joined(byte[]... parts) {
		ByteBuffer joined = ByteBuffer.allocate(Stream.of(parts).mapToInt((each) -> each.length).sum());
		Stream.of(parts).forEach(joined::put);
		return joined.array();
	}

	/**
	 * What reads from its client.
	 */
	@ComInterface("{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E731}")
	interface Taker {

		@Opnum(3)
		int take(Worker.Numbers numbers);

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

	/**
	 * An object whose number all know.
	 *
	 * @param calls what its operations can be called with, by name
	 */
	private record WellKnown(Class<?> type, Guid ipid, boolean ofSibling, Map<String, Object[]> calls) {

		@Override
		public String toString() {
			return this.type.getSimpleName();
		}

	}

}
