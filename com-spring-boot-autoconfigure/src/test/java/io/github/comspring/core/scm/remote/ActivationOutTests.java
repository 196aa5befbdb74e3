package io.github.comspring.core.scm.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.fixture.Impacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ActivationOut}, whose answer clients of other makes read by position.
 */
class ActivationOutTests {

	/** Where the header says how long it is. */
	private static final int HEADER_SIZE = 76;

	private static final Guid IPID = Guid.parse("{00112233-4455-6677-8899-aabbccddeeff}");

	private static final Guid REM_UNKNOWN = Guid.parse("{ffeeddcc-bbaa-9988-7766-554433221100}");

	private final Iid iid = Iid.of("{00000000-0000-0000-c000-000000000046}");

	private final byte[] reference = new ObjRef(this.iid, new StdObjRef(0, 5, 0x1122334455667788L, 7, IPID),
			new StringBindings(List.of(new TcpEndpoint("127.0.0.1", 49200))))
		.toBytes();

	@TempDir
	Path directory;

	@Test
	void toBytesThenImpacketFindsProcessAndPointers() throws Exception {
		Map<String, String> answer = Impacket.read(getClass(), "impacket_activation.py",
				activated(this.reference, null).toBytes(mock(InterfacePointers.class)), this.directory);
		assertThat(answer).containsEntry("oxid", "1122334455667788")
			.containsEntry("ipidRemUnknown", "ffeeddccbbaa99887766554433221100")
			.containsEntry("version", "5.7")
			.containsEntry("binding", "127.0.0.1[49200]")
			.containsEntry("pointers", "2")
			.containsEntry("hresults", "[0, 2147500034]");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, 100_000, Integer.MAX_VALUE })
	void parseWhenHeaderHasNoSuchSizeThenInvalidObjref(int size) {
		byte[] answer = activated(this.reference).toBytes(mock(InterfacePointers.class));
		ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(HEADER_SIZE, size);
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> ActivationOut.parse(answer, mock(InterfacePointers.class)))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_E_INVALID_OBJREF));
	}

	private ActivationOut activated(byte[]... references) {
		List<byte[]> all = new ArrayList<>(Arrays.asList(references));
		return new ActivationOut(all.stream().map((each) -> this.iid).toList(), new Activated(all, REM_UNKNOWN));
	}

}
