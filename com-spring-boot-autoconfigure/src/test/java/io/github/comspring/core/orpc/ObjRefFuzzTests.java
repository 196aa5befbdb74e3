package io.github.comspring.core.orpc;

import java.nio.ByteBuffer;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.call.CallFailure;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.OrpcThat;
import io.github.comspring.core.orpc.wire.OrpcThis;
import io.github.comspring.core.rpc.pdu.RpcFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for what reads the bytes of other processes before anything is called: they
 * are what they should be, or refused.
 */
class ObjRefFuzzTests {

	private static final InterfacePointers NONE = new InterfacePointers() {

		@Override
		public byte[] marshal(Class<?> type, Object object) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object unmarshal(Class<?> type, byte[] reference) {
			throw new UnsupportedOperationException();
		}

	};

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreReferenceOrInvalid(byte[] bytes) {
		ObjRef reference;
		try {
			reference = ObjRef.parse(bytes);
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_INVALID_OBJREF);
			return;
		}
		assertThat(ObjRef.parse(reference.toBytes())).isEqualTo(reference);
	}

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreContextOfCallOrRefused(byte[] bytes) {
		OrpcThis context;
		try {
			context = OrpcThis.read(new NdrReader(ByteBuffer.wrap(bytes), NONE));
		}
		catch (ComException | RpcFault ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		assertThat(length(context.extents())).isLessThanOrEqualTo(bytes.length);
		NdrWriter out = new NdrWriter(NONE);
		context.write(out);
		assertThat(OrpcThis.read(new NdrReader(out.toBuffer(), NONE))).usingRecursiveComparison().isEqualTo(context);
	}

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreContextOfAnswerOrRefused(byte[] bytes) {
		OrpcThat context;
		try {
			context = OrpcThat.read(new NdrReader(ByteBuffer.wrap(bytes), NONE));
		}
		catch (ComException ex) {
			assertThat(ex.hresult()).isEqualTo(HResult.RPC_X_BAD_STUB_DATA);
			return;
		}
		assertThat(length(context.extents())).isLessThanOrEqualTo(bytes.length);
		byte[] failure = Extent.find(context.extents(), CallFailure.EXTENT);
		if (failure != null) {
			assertThat(CallFailure.parse(failure).causes()).hasSizeLessThan(256);
		}
	}

	private static long length(List<Extent> extents) {
		return extents.stream().mapToLong((extent) -> extent.data().length).sum();
	}

}
