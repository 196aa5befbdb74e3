package io.github.comspring.core.orpc.exporter;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.orpc.CounterFactory;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.ServedClass;
import io.github.comspring.core.orpc.TwoProcesses;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.orpc.importer.OutgoingCalls;
import io.github.comspring.core.orpc.importer.RemUnknownClient;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RemUnknownStub}, called with whatever a client may send.
 */
@ExtendWith(NoLeftovers.class)
class RemUnknownTests {

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	private Guid ipid;

	private RemUnknownClient server;

	@BeforeEach
	void exportObject() {
		CounterFactory factory = new CounterFactory(CounterObject::new);
		byte[] reference = new ServedClass(this.processes, factory).create(this.processes.client(), Counter.class)
			.get(0);
		this.ipid = ObjRef.parse(reference).target().ipid();
		TwoProcesses.meet(this.processes.client(), this.processes.server());
		this.server = new RemUnknownClient(this.processes.client(), this.processes.server().oxid(),
				this.processes.server().endpoint());
	}

	private NdrReader call(SyntaxId interfaceId, int opnum, OutgoingCalls.Parameters parameters) {
		return this.server.call(interfaceId, this.processes.server().remUnknown(), opnum, parameters);
	}

	private NdrReader call(int opnum, OutgoingCalls.Parameters parameters) {
		return call(new SyntaxId(RemUnknownStub.REM_UNKNOWN2.guid(), 0), opnum, parameters);
	}

	private int references() {
		return this.processes.server().references().get(0).references();
	}

	@Test
	void addRefThenAnswerForEach() {
		NdrReader in = call(RemUnknownStub.ADD_REF,
				(out) -> InterfaceRef.writeAll(out,
						List.of(new InterfaceRef(this.ipid, 2), new InterfaceRef(Guid.random(), 1),
								new InterfaceRef(this.ipid, 0), new InterfaceRef(this.ipid, Integer.MAX_VALUE))));
		assertThat(in.readInt()).isEqualTo(4);
		assertThat(in.readInt()).isEqualTo(HResult.S_OK.value());
		assertThat(in.readInt()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED.value());
		assertThat(in.readInt()).isEqualTo(HResult.E_INVALIDARG.value());
		assertThat(in.readInt()).isEqualTo(HResult.E_INVALIDARG.value());
		assertThat(references()).isEqualTo(7);
	}

	@Test
	void releaseOfUnknownPointersThenIgnored() {
		call(RemUnknownStub.RELEASE, (out) -> InterfaceRef.writeAll(out, List.of(new InterfaceRef(Guid.random(), 1),
				new InterfaceRef(this.ipid, -1), new InterfaceRef(this.ipid, 4))));
		assertThat(references()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE })
	void queryInterfaceForNoReferencesThenInvalidArgument(int count) {
		assertThatExceptionOfType(RemoteFailure.class).isThrownBy(() -> call(RemUnknownStub.QUERY_INTERFACE, (out) -> {
			out.writeGuid(this.ipid);
			out.writeInt(count);
			out.writeShort(1);
			out.writeInt(1);
			out.writeGuid(Iid.of(Named.class).guid());
		})).satisfies((ex) -> assertThat(ex.failure().hresult()).isEqualTo(HResult.E_INVALIDARG));
		assertThat(references()).isEqualTo(5);
	}

	@Test
	void queryInterfaceThatThereIsNotThenNoInterface() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.server.queryInterface(this.ipid, Iid.of(Missing.class)))
			.withMessageContaining("has no interface")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		assertThat(references()).isEqualTo(5);
	}

	@Test
	void queryInterface2ThenReferencesToThoseThatThereAre() {
		NdrReader in = call(RemUnknownStub.QUERY_INTERFACE2, (out) -> {
			out.writeGuid(this.ipid);
			out.writeShort(2);
			out.writeInt(2);
			out.writeGuid(Iid.of(Missing.class).guid());
			out.writeGuid(Iid.of(Named.class).guid());
		});
		assertThat(in.readInt()).isEqualTo(2);
		assertThat(in.readInt()).isEqualTo(HResult.E_NOINTERFACE.value());
		assertThat(in.readInt()).isEqualTo(HResult.S_OK.value());
		List<byte[]> references = PointerArray.read(in);
		assertThat(references.get(0)).isNull();
		assertThat(ObjRef.parse(references.get(1)).iid()).isEqualTo(Iid.of(Named.class));
		assertThat(references()).isEqualTo(10);
	}

	@Test
	void queryInterfaceOfUnknownPointerThenNotConnected() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.server.queryInterface(Guid.random(), Iid.of(Named.class)))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
	}

	@Test
	@Tag("SE-21")
	void releaseOfIRemUnknownItselfThenStillThere() {
		Guid own = this.processes.server().remUnknown();
		call(RemUnknownStub.ADD_REF, (out) -> InterfaceRef.writeAll(out, List.of(new InterfaceRef(own, 1))));
		this.server.release(List.of(new InterfaceRef(own, 1_000_000)));
		assertThat(this.server.queryInterface(this.ipid, Iid.of(Named.class)).publicRefs()).isEqualTo(5);
	}

	@Test
	void unknownOperationThenProcedureOutOfRange() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(7, (out) -> {
		})).satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_PROCNUM_OUT_OF_RANGE));
	}

	@Test
	void callThroughAnotherInterfaceThenUnknownInterface() {
		this.processes.server().marshal(new CounterObject(), Named.class, Marshalling.TABLE_STRONG);
		SyntaxId named = new SyntaxId(Iid.of(Named.class).guid(), 0);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> call(named, 3, (out) -> {
		})).satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_UNKNOWN_IF));
	}

	@Test
	void parametersMissingThenBadStubData() {
		assertThatExceptionOfType(RemoteFailure.class).isThrownBy(() -> call(RemUnknownStub.RELEASE, (out) -> {
		})).satisfies((ex) -> assertThat(ex.failure().hresult()).isEqualTo(HResult.RPC_X_BAD_STUB_DATA));
	}

}
