package io.github.comspring.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerLaunch}.
 */
@ExtendWith(NoLeftovers.class)
class ServerLaunchTests {

	private static final UnixEndpoint SCM = new UnixEndpoint(Path.of("/run/desk/scm.sock"));

	@Test
	void byUserThenNobodyToRegisterWithAndItsOwnDirectory() throws IOException {
		assertThat(ServerLaunch.BY_USER.scm()).isNull();
		assertThat(ServerLaunch.BY_USER.secret()).isNull();
		try (SocketDirectory own = new SocketDirectory()) {
			assertThat(ServerLaunch.BY_USER.place(own).get()).isEqualTo(own.endpoint());
		}
		ServerLaunch.BY_USER.close();
	}

	@Test
	void byScmThenItsSecretAndAnEndpointBesideIt() throws IOException {
		try (PipedOutputStream scm = new PipedOutputStream();
				PipedInputStream input = new PipedInputStream(scm);
				SocketDirectory own = new SocketDirectory()) {
			scm.write("s3cret\n".getBytes(StandardCharsets.US_ASCII));
			// Closed before the input ends, which would end this JVM
			try (ServerLaunch launch = ServerLaunch.by(SCM, input)) {
				assertThat(launch.scm()).isEqualTo(SCM);
				assertThat(launch.secret()).isEqualTo("s3cret");
				assertThat(launch.place(own).get()).isInstanceOfSatisfying(UnixEndpoint.class,
						(endpoint) -> assertThat(endpoint.path().getParent()).isEqualTo(SCM.path().getParent()));
			}
		}
	}

	@Test
	void byScmOnAnotherTransportThenItsOwnDirectory() throws IOException {
		Endpoint far = new TcpEndpoint("localhost", 135);
		try (PipedOutputStream scm = new PipedOutputStream();
				PipedInputStream input = new PipedInputStream(scm);
				SocketDirectory own = new SocketDirectory()) {
			scm.write("s3cret\n".getBytes(StandardCharsets.US_ASCII));
			try (ServerLaunch launch = ServerLaunch.by(far, input)) {
				assertThat(launch.place(own).get()).isEqualTo(own.endpoint());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "no line", "two words\n" })
	void byScmWhenNoSecretThenWrongServerIdentity(String input) {
		ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> ServerLaunch.by(SCM, in))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_WRONG_SERVER_IDENTITY));
	}

}
