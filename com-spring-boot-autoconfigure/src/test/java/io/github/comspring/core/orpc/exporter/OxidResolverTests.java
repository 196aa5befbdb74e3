package io.github.comspring.core.orpc.exporter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.wire.NoPointers;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OxidResolver}, called by a client that has not introduced itself.
 */
@ExtendWith(NoLeftovers.class)
class OxidResolverTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private NdrReader call(int opnum, Consumer<NdrWriter> parameters) {
		NdrWriter out = new NdrWriter(NoPointers.INSTANCE);
		parameters.accept(out);
		try (RpcClient stranger = new RpcClient(RpcLimits.DEFAULT, (endpoint) -> null)) {
			ByteBuffer answer = stranger.call(this.processes.server().endpoint(), OxidResolver.INTERFACE, null, opnum,
					out.toBuffers(), null, Duration.ofSeconds(30));
			return new NdrReader(answer, NoPointers.INSTANCE);
		}
	}

	private NdrReader resolve(int opnum, long oxid) {
		return call(opnum, (out) -> {
			out.writeLong(oxid);
			out.writeShort(1);
			out.writeInt(1);
			out.writeShort(7);
		});
	}

	private StringBindings readBindings(NdrReader in) {
		assertThat(in.readReferent()).isTrue();
		int units = in.readInt();
		byte[] bytes = in.readBytes(4 + 2 * units);
		return StringBindings.parse(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
	}

	@ParameterizedTest
	@ValueSource(ints = { OxidResolver.RESOLVE_OXID, OxidResolver.RESOLVE_OXID2 })
	void resolveOwnOxidThenBindingsAndIRemUnknown(int opnum) {
		NdrReader in = resolve(opnum, this.processes.server().oxid());
		assertThat(readBindings(in).endpoints()).containsExactly(this.processes.server().endpoint());
		assertThat(in.readGuid()).isEqualTo(this.processes.server().remUnknown());
		assertThat(in.readInt()).isZero();
		if (opnum == OxidResolver.RESOLVE_OXID2) {
			assertThat(in.readShort()).isEqualTo((short) 5);
			assertThat(in.readShort()).isEqualTo((short) 7);
		}
		assertThat(in.readInt()).isEqualTo(HResult.S_OK.value());
		assertThat(in.remaining()).isZero();
	}

	@Test
	void resolveOtherOxidThenInvalidOxid() {
		NdrReader in = resolve(OxidResolver.RESOLVE_OXID2, 42);
		assertThat(in.readReferent()).isFalse();
		assertThat(in.readGuid()).isEqualTo(Guid.NULL);
		in.readInt();
		in.readInt();
		assertThat(in.readInt()).isEqualTo(HResult.OR_INVALID_OXID.value());
	}

	@Test
	void referenceToProcessThatIsAnotherOneNowThenInvalidOxid() {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, 0, 42, 1, Guid.random());
		ObjRef reference = new ObjRef(Iid.of(CounterFactory.Counter.class), target,
				new StringBindings(List.of(this.processes.server().endpoint())));
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.processes.client().unmarshal(CounterFactory.Counter.class, reference.toBytes()))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.OR_INVALID_OXID));
	}

	@Test
	void serverAliveThenNothingButSuccess() {
		NdrReader in = call(OxidResolver.SERVER_ALIVE, (out) -> {
		});
		assertThat(in.readInt()).isZero();
		assertThat(in.remaining()).isZero();
	}

	@Test
	void serverAlive2ThenVersionAndBindings() {
		NdrReader in = call(OxidResolver.SERVER_ALIVE2, (out) -> {
		});
		assertThat(in.readShort()).isEqualTo((short) 5);
		assertThat(in.readShort()).isEqualTo((short) 7);
		assertThat(readBindings(in).endpoints()).containsExactly(this.processes.server().endpoint());
		assertThat(in.readInt()).isZero();
		assertThat(in.readInt()).isZero();
		assertThat(in.remaining()).isZero();
	}

	@Test
	void pingThenProcedureOutOfRange() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(1, (out) -> {
		})).satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_PROCNUM_OUT_OF_RANGE));
	}

	@Test
	void resolveWithoutParametersThenTypedError() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(OxidResolver.RESOLVE_OXID2, (out) -> {
		})).satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.of(0x800706F7)));
	}

}
