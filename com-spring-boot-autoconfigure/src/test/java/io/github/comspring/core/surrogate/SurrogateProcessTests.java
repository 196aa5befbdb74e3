package io.github.comspring.core.surrogate;

import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.program.SurrogateArguments;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link SurrogateProcess}.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateProcessTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private static final UnixEndpoint SCM = new UnixEndpoint(Path.of("/nowhere/scm.sock"));

	@Test
	@Tag("SU-09")
	void loadDllServerWhenIdleForTooLongThenServerStopping() throws InterruptedException {
		try (SurrogateProcess surrogate = new SurrogateProcess(SCM, "secret", Duration.ZERO, Duration.ZERO)) {
			// It may have been idle for too long before that has returned
			catchThrowable(() -> surrogate.loadDllServer(newClass()));
			surrogate.run(Duration.ofMinutes(1));
			assertFails(HResult.CO_E_SERVER_STOPPING, () -> surrogate.loadDllServer(newClass()));
		}
	}

	@Test
	@Tag("SU-05")
	void loadDllServerWhenTwiceThenOnce() {
		HostedClass hosted = newClass();
		try (SurrogateProcess surrogate = new SurrogateProcess(SCM, "secret", FOREVER, FOREVER)) {
			surrogate.loadDllServer(hosted);
			assertThatNoException().isThrownBy(() -> surrogate.loadDllServer(hosted));
		}
	}

	@Test
	void openWhenThereIsNoScmThenFails() {
		try (SurrogateProcess surrogate = new SurrogateProcess(SCM, "secret", FOREVER, FOREVER)) {
			assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> surrogate.open(new SurrogateArguments(SCM, null, newClass())));
		}
	}

	@Test
	void openWhenScmIsOnAnotherTransportThenInvalidArgument() {
		TcpEndpoint far = new TcpEndpoint("localhost", 1);
		try (SurrogateProcess surrogate = new SurrogateProcess(far, "secret", FOREVER, FOREVER)) {
			assertFails(HResult.E_INVALIDARG, () -> surrogate.open(new SurrogateArguments(far, null, newClass())));
		}
	}

	private static HostedClass newClass() {
		return new HostedClass(new Clsid(Guid.random()), "Desk.Printer.1", new AppId(Guid.random()), "/printer.jar",
				"Both", null);
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.matches((ex) -> ex.hresult().equals(expected), expected.toString());
	}

}
