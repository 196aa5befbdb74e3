package io.github.comspring.core.scm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.scm.remote.ActivationBytes;
import io.github.comspring.core.scm.remote.ScmActivatorStub;
import io.github.comspring.fixture.HostileLineObject;
import io.github.comspring.fixture.HostilePeer;
import io.github.comspring.fixture.HostilePeer.Answer;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that asks the service control manager for objects by hand, with activation
 * properties that no honest client sends.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class HostileActivationTests {

	private static final int CREATE_INSTANCE = 4;

	/** Where the properties begin in the parameters. */
	private static final int PROPERTIES = 16;

	private static final Clsid CLASS = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register(CLASS, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private HostilePeer peer;

	@BeforeEach
	void connect() {
		this.machine.register(CLASS, "nearby");
		assertThat(this.machine.activate(CLASS)).isOne();
		this.peer = HostilePeer.connect(new HostileLineObject(), this.machine.rpc.endpoint());
		assertThat(this.peer.bind(ScmActivatorStub.IID.guid(), null).isBound()).isTrue();
	}

	@AfterEach
	void othersAreServedStill() {
		this.peer.close();
		assertThat(this.machine.activate(CLASS)).isOne();
		assertThat(this.servers.launched()).hasSize(1);
	}

	private static byte[] properties() {
		return ActivationBytes.of(CLASS, Iid.of(Servant.class));
	}

	/**
	 * Asks for an instance, as part of nothing.
	 */
	private Answer activate(byte[] properties) {
		ByteBuffer parameters = ByteBuffer.allocate(PROPERTIES + properties.length).order(ByteOrder.LITTLE_ENDIAN);
		parameters.putInt(0).putInt(0x20000).putInt(properties.length).putInt(properties.length).put(properties);
		return this.peer.call(null, CREATE_INSTANCE, parameters.array());
	}

	@Test
	void honestPropertiesThenServed() {
		assertThat(activate(properties()).hresult()).isEqualTo(HResult.S_OK);
	}

	@ParameterizedTest
	@MethodSource
	void propertiesThatAreCutOffThenInvalidObjref(int length) {
		assertThat(activate(Arrays.copyOf(properties(), length)).hresult()).isIn(HResult.RPC_E_INVALID_OBJREF,
				HResult.RPC_X_BAD_STUB_DATA);
	}

	static IntStream propertiesThatAreCutOffThenInvalidObjref() {
		// What comes behind the class and its interface is of no account
		return IntStream.iterate(0, (length) -> length < properties().length / 2, (length) -> length + 7);
	}

	/**
	 * Each number of the properties in turn is one that cannot be.
	 */
	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x00FFFFFF })
	void numbersThatCannotBeThenTypedError(int number) {
		byte[] properties = properties();
		for (int at = 0; at + 4 <= properties.length; at += 4) {
			byte[] wrong = properties.clone();
			ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
			assertThat(activate(wrong).hresult()).as("number at " + at)
				.isIn(HResult.RPC_E_INVALID_OBJREF, HResult.RPC_X_BAD_STUB_DATA, HResult.REGDB_E_CLASSNOTREG,
						HResult.E_NOINTERFACE, HResult.E_INVALIDARG, HResult.S_OK);
		}
	}

	@ParameterizedTest
	@MethodSource
	void parametersThatAreNoneThenTypedError(byte[] parameters, HResult expected) {
		assertThat(this.peer.call(null, CREATE_INSTANCE, parameters).hresult()).isEqualTo(expected);
	}

	static Stream<Object[]> parametersThatAreNoneThenTypedError() {
		byte[] partOfAnother = { 0, 0, 2, 0, 0, 0, 0, 0 };
		byte[] longerThanTheMessage = { 0, 0, 0, 0, 0, 0, 2, 0, -1, -1, -1, 127, -1, -1, -1, 127 };
		return Stream.of(new Object[] { new byte[0], HResult.RPC_X_BAD_STUB_DATA },
				new Object[] { new byte[8], HResult.E_INVALIDARG },
				new Object[] { partOfAnother, HResult.CLASS_E_NOAGGREGATION },
				new Object[] { longerThanTheMessage, HResult.RPC_X_BAD_STUB_DATA });
	}

	@Test
	void operationThatThereIsNotThenOutOfRange() {
		for (int opnum : new int[] { 0, 1, 2, 5, 0xFFFF }) {
			assertThat(this.peer.call(null, opnum, new byte[64]).hresult())
				.isEqualTo(HResult.RPC_S_PROCNUM_OUT_OF_RANGE);
		}
	}

	@Test
	void anotherVersionOfObjectRpcThenVersionMismatch() {
		assertThat(this.peer.callRaw(null, CREATE_INSTANCE, new byte[64]).hresult())
			.isEqualTo(HResult.RPC_E_VERSION_MISMATCH);
	}

}
