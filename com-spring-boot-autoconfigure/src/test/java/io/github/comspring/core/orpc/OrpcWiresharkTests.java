package io.github.comspring.core.orpc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.CounterFactory.Counter;
import io.github.comspring.core.orpc.CounterFactory.CounterObject;
import io.github.comspring.core.orpc.CounterFactory.Missing;
import io.github.comspring.core.orpc.CounterFactory.Named;
import io.github.comspring.core.orpc.exporter.Marshalling;
import io.github.comspring.core.orpc.importer.RemUnknownClient;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.PacketCapture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What Wireshark makes of calls between two processes.
 */
@ExtendWith(NoLeftovers.class)
class OrpcWiresharkTests {

	@TempDir
	Path folder;

	@BeforeAll
	static void needsTshark() {
		PacketCapture.assumeTshark();
	}

	@Test
	void callsOfRuntimeAreNamedAndNothingIsMalformed() throws IOException {
		try (LeakDetector leakDetector = new LeakDetector(1);
				ObjectRpc server = process(leakDetector);
				ObjectRpc client = process(leakDetector);
				PacketCapture capture = new PacketCapture()) {
			TcpEndpoint relay = relay(capture, server);
			RemUnknownClient remote = new RemUnknownClient(client, server.oxid(), relay);
			StdObjRef target = ObjRef.parse(server.marshal(new CounterObject(), Counter.class, Marshalling.NORMAL))
				.target();
			StdObjRef counter = remote.queryInterface(target.ipid(), Iid.of(Counter.class));
			remote.queryInterface(counter.ipid(), Iid.of(Named.class));
			assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> remote.queryInterface(counter.ipid(), Iid.of(Missing.class)))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
			remote.release(List.of(new InterfaceRef(counter.ipid(), 5)));
			assertThat(capture.malformed(this.folder)).isEmpty();
			assertThat(capture.tshark(this.folder, "-Y", "oxid", "-T", "fields", "-e", "oxid.opnum")).containsOnly("4");
			assertThat(capture.tshark(this.folder, "-Y", "remunk && dcerpc.pkt_type == 0", "-T", "fields", "-e",
					"remunk.opnum"))
				.containsExactly("3", "3", "3", "5");
			assertThat(capture.tshark(this.folder, "-Y", "remunk && dcerpc.pkt_type == 2", "-T", "fields", "-e",
					"dcom.hresult"))
				.containsExactly("0x00000000,0x00000000", "0x00000000,0x00000000", "0x80004002,0x80004002",
						"0x00000000");
		}
	}

	private static ObjectRpc process(LeakDetector leakDetector) {
		OrpcSettings settings = new OrpcSettings(RpcLimits.DEFAULT, Duration.ofSeconds(30));
		return new ObjectRpc(settings, () -> new TcpEndpoint("127.0.0.1", 0), null, ActivationGuard.NONE, List.of(),
				(classObject, key) -> {
					throw new IllegalStateException("Nothing is created");
				}, leakDetector);
	}

	private static TcpEndpoint relay(PacketCapture capture, ObjectRpc server) throws IOException {
		int port = ((TcpEndpoint) server.endpoint()).port();
		return new TcpEndpoint("127.0.0.1", capture.relay(port));
	}

}
