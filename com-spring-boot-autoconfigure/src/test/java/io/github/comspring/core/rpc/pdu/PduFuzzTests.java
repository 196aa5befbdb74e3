package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.core.rpc.KeyedContext;
import io.github.comspring.core.rpc.Loopback;
import io.github.comspring.core.rpc.server.RequestReader;
import io.github.comspring.core.rpc.server.ServerSecurity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz test for what reads the bytes of a peer: they are well-formed or break the rules,
 * and take no more memory than they are long.
 */
class PduFuzzTests {

	private static final RpcLimits LIMITS = Loopback.fragments(1024, 8, 4096);

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreFragmentsOrBreakTheRules(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		ServerSecurity security = new ServerSecurity(
				List.of(() -> KeyedContext.server(1, AuthenticationLevel.PACKET_PRIVACY, "secret")));
		RequestReader request = new RequestReader(LIMITS, security, (taken) -> true);
		try {
			while (in.remaining() >= Pdu.HEADER) {
				int length = Pdu.length(in);
				assertThat(length).isBetween(Pdu.HEADER, 0xFFFF);
				if (in.remaining() < length) {
					return;
				}
				Pdu pdu = Pdu.of(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
				in.position(in.position() + length);
				if (read(pdu, request)) {
					assertThat(request.stub().remaining()).isLessThanOrEqualTo(bytes.length);
					request = new RequestReader(LIMITS, security, (taken) -> true);
				}
			}
		}
		catch (ProtocolException | RpcFault ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	private static boolean read(Pdu pdu, RequestReader request) throws ProtocolException {
		SecurityTrailer trailer = SecurityTrailer.of(pdu);
		assertThat((trailer != null) ? trailer.token().length : 0).isEqualTo(pdu.authLength());
		switch (pdu.type()) {
			case BIND, ALTER_CONTEXT -> {
				Bind bind = pdu.parse(Bind::parse);
				ByteBuffer again = ByteBuffer.allocate(0x20000).order(ByteOrder.LITTLE_ENDIAN);
				bind.put(again);
				assertThat(Bind.parse(again.flip())).isEqualTo(bind);
			}
			case BIND_ACK, ALTER_CONTEXT_RESP -> {
				BindAck ack = pdu.parse(BindAck::parse);
				assertThat(ack.results()).hasSizeLessThan(256);
			}
			case BIND_NAK -> assertThat(pdu.parse(BindNak::parse).reason()).isBetween(0, 0xFFFF);
			case REQUEST -> {
				return request.add(pdu);
			}
			case RESPONSE -> SecurityTrailer.unprotectedStub(pdu, trailer, Pdu.HEADER + 8);
			default -> pdu.body();
		}
		return false;
	}

}
