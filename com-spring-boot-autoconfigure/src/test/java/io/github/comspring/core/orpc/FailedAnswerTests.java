package io.github.comspring.core.orpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.Opnum;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.RemUnknownStub;
import io.github.comspring.core.orpc.importer.OutgoingCalls;
import io.github.comspring.core.orpc.stub.ClassFactoryStub;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.NoPointers;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.OrpcThat;
import io.github.comspring.core.orpc.wire.OrpcThis;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.remote.ScmActivatorStub;
import io.github.comspring.fixture.Impacket;
import io.github.comspring.fixture.NoLeftovers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * The answers of calls that failed: clients of other makes read the results first and
 * then the HRESULT, so that all are there (MS-DCOM section 2.2.13.4, C706 section 14.2).
 */
@ExtendWith(NoLeftovers.class)
class FailedAnswerTests {

	private static final Guid IPID = Guid.random();

	private static final int GET_CLASS_OBJECT = 3;

	private static final int CREATE_INSTANCE = 4;

	@RegisterExtension
	final TwoProcesses processes = new TwoProcesses();

	@TempDir
	Path directory;

	@BeforeEach
	void export() {
		this.processes.server().exportWellKnown(IPID, Failing.class, new FailingObject());
		this.processes.server()
			.objectless(ScmActivatorStub.IID)
			.export(new ScmActivatorStub(mock(Scm.class), mock(ComRegistry.class)));
	}

	/**
	 * Calls an operation and returns all of its answer.
	 */
	private byte[] call(SyntaxId interfaceId, @Nullable Guid ipid, int opnum, OutgoingCalls.Parameters parameters) {
		NdrWriter out = new NdrWriter(NoPointers.INSTANCE);
		new OrpcThis(Guid.random(), List.of()).write(out);
		parameters.write(out);
		ByteBuffer answer = Inside.client(this.processes.client())
			.call(this.processes.server().endpoint(), interfaceId, ipid, opnum, out.toBuffers(), null,
					Duration.ofMinutes(1));
		byte[] bytes = new byte[answer.remaining()];
		answer.get(bytes);
		return bytes;
	}

	private byte[] call(int opnum) {
		SyntaxId failing = new SyntaxId(Iid.of(Failing.class).guid(),
				RemotableInterface.of(Failing.class).fingerprint());
		return call(failing, IPID, opnum, (out) -> {
		});
	}

	private byte[] callRemUnknown(int opnum, OutgoingCalls.Parameters parameters) {
		return call(new SyntaxId(RemUnknownStub.REM_UNKNOWN2.guid(), 0), this.processes.server().remUnknown(), opnum,
				parameters);
	}

	private byte[] activate(int opnum) {
		return call(new SyntaxId(ScmActivatorStub.IID.guid(), 0), null, opnum, (out) -> {
			if (opnum == CREATE_INSTANCE) {
				out.writeReferent(false);
			}
			out.writeReferent(false);
		});
	}

	private byte[] callFactory(int opnum, OutgoingCalls.Parameters parameters) {
		byte[] factory = this.processes.server()
			.marshal(new ServedClass(this.processes, new CounterFactory()).hold(), Iid.of(ClassFactory.class),
					this.processes.client().oxid());
		Guid ipid = ObjRef.parse(factory).target().ipid();
		byte[] answer = call(new SyntaxId(Iid.of(ClassFactory.class).guid(), 0), ipid, opnum, parameters);
		callRemUnknown(RemUnknownStub.RELEASE,
				(out) -> InterfaceRef.writeAll(out, List.of(new InterfaceRef(ipid, ObjectExporter.REFERENCES))));
		return answer;
	}

	private byte[] queryInterface(Class<?>... types) {
		return callRemUnknown(RemUnknownStub.QUERY_INTERFACE, (out) -> {
			out.writeGuid(IPID);
			out.writeInt(1);
			out.writeShort(types.length);
			out.writeInt(types.length);
			for (Class<?> type : types) {
				out.writeGuid(Iid.of(type).guid());
			}
		});
	}

	/**
	 * Checks what is behind {@code ORPCTHAT}.
	 */
	private void assertResults(byte[] answer, HResult hresult, String digits) {
		NdrReader in = new NdrReader(ByteBuffer.wrap(answer), NoPointers.INSTANCE);
		OrpcThat.read(in);
		in.align(4);
		ByteBuffer expected = ByteBuffer.allocate(digits.length() / 2 + 4).order(ByteOrder.LITTLE_ENDIAN);
		expected.put(HexFormat.of().parseHex(digits)).putInt(hresult.value());
		assertThat(in.readBytes(expected.capacity())).isEqualTo(expected.array());
		assertThat(hresult(answer)).as("the last word").isEqualTo(hresult);
	}

	private static HResult hresult(byte[] answer) {
		return HResult.of(ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getInt(answer.length - 4));
	}

	@ParameterizedTest
	@CsvSource({ "3, ''", "4, 00000000", "5, 00000000", "6, 00000000", "7, 00000000" })
	void methodThrowsThenNullOrZeroAndHresult(int opnum, String results) {
		assertResults(call(opnum), HResult.E_ABORT, results);
	}

	@Test
	void methodWithLongResultThrowsThenZeroIsAligned() {
		byte[] answer = call(8);
		NdrReader in = new NdrReader(ByteBuffer.wrap(answer), NoPointers.INSTANCE);
		OrpcThat.read(in);
		assertThat(in.readLong()).isZero();
		assertThat(in.readInt()).isEqualTo(HResult.E_ABORT.value());
		assertThat(hresult(answer)).isEqualTo(HResult.E_ABORT);
	}

	@Test
	void factoryFailsThenNullsAndHresult() {
		assertResults(callFactory(ClassFactoryStub.CREATE_INSTANCE, (out) -> out.writeGuid(Guid.random())),
				HResult.E_NOINTERFACE, "00000000");
		assertResults(callFactory(ClassFactoryStub.GET_LICENSE_INFO, (out) -> {
		}), HResult.E_NOINTERFACE, "0000000000000000");
		assertResults(callFactory(ClassFactoryStub.REQUEST_LICENSE_KEY, (out) -> {
		}), HResult.E_NOINTERFACE, "00000000");
	}

	@ParameterizedTest
	@ValueSource(ints = { GET_CLASS_OBJECT, CREATE_INSTANCE })
	void activationFailsThenNullAndHresult(int opnum) {
		assertResults(activate(opnum), HResult.E_INVALIDARG, "00000000");
	}

	@ParameterizedTest
	@CsvSource({ "3, 00000000", "4, 00000000", "5, ''", "6, 0000000000000000" })
	void remUnknownFailsThenNullsAndHresult(int opnum, String results) {
		assertResults(callRemUnknown(opnum, (out) -> {
		}), HResult.RPC_X_BAD_STUB_DATA, results);
	}

	/**
	 * MS-DCOM section 3.1.1.5.6.1.1.
	 */
	@Test
	void queryInterfaceThenHresultSaysHowManyWereFound() {
		assertThat(hresult(queryInterface(Missing.class))).isEqualTo(HResult.E_NOINTERFACE);
		assertThat(hresult(queryInterface(Missing.class, Missing.class))).isEqualTo(HResult.E_NOINTERFACE);
		assertThat(hresult(queryInterface(Missing.class, Failing.class))).isEqualTo(HResult.S_FALSE);
		assertThat(hresult(queryInterface(Failing.class))).isEqualTo(HResult.S_OK);
		assertThat(hresult(queryInterface())).isEqualTo(HResult.S_OK);
	}

	@Test
	void impacketReadsThemAll() throws Exception {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] answer : List.of(activate(CREATE_INSTANCE), activate(GET_CLASS_OBJECT),
				queryInterface(Missing.class), callRemUnknown(RemUnknownStub.QUERY_INTERFACE, (out) -> {
				}), callRemUnknown(RemUnknownStub.ADD_REF, (out) -> {
				}), callRemUnknown(RemUnknownStub.RELEASE, (out) -> {
				}), callFactory(ClassFactoryStub.CREATE_INSTANCE, (out) -> out.writeGuid(Guid.random())), call(4),
				call(8))) {
			all.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(answer.length).array());
			all.writeBytes(answer);
		}
		Map<String, String> read = Impacket.read(getClass(), "impacket_failures.py", all.toByteArray(), this.directory);
		assertThat(read).containsEntry("createInstance", "null 80070057")
			.containsEntry("getClassObject", "null 80070057")
			.containsEntry("queryInterface", "80004002 80004002")
			.containsEntry("queryInterfaceFailed", "null 800706f7")
			.containsEntry("addRef", "[] 800706f7")
			.containsEntry("release", " 800706f7")
			.containsEntry("factory", "null 80004002")
			.containsEntry("text", "null 80004004")
			.containsEntry("count", "0 80004004")
			.containsEntry("left", "0");
	}

	@ComInterface("{5D1B7C55-6D2E-4F0A-9B63-3B7A1A1E6F01}")
	interface Failing {

		@Opnum(3)
		void nothing();

		@Opnum(4)
		String text();

		@Opnum(5)
		int number();

		@Opnum(6)
		Failing next();

		@Opnum(7)
		float part();

		@Opnum(8)
		long count();

	}

	/** Every method of it fails. */
	private static final class FailingObject implements Failing {

		private static ComException failure() {
			return new ComException(HResult.E_ABORT, "No");
		}

		@Override
		public void nothing() {
			throw failure();
		}

		@Override
		public String text() {
			throw failure();
		}

		@Override
		public int number() {
			throw failure();
		}

		@Override
		public Failing next() {
			throw failure();
		}

		@Override
		public float part() {
			throw failure();
		}

		@Override
		public long count() {
			throw failure();
		}

	}

}
