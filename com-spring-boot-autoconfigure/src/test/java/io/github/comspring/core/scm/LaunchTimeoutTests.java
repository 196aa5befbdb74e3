package io.github.comspring.core.scm;

import java.time.Duration;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.scm.Gate.Visitor;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Server processes that register too late.
 */
@ExtendWith(NoLeftovers.class)
class LaunchTimeoutTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine(Duration.ofMillis(1));

	private final Clsid clsid = TestMachine.newClass();

	/**
	 * The server is late before it registers anything, with only another class
	 * registered, and with the class registered but not resumed.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "gate open multiple={0} resume", "open running={1} gate multiple={0} resume",
			"open multiple={0} gate resume" })
	@Tag("LS-03")
	@Tag("LS-04")
	void activateWhenServerIsLateThenTimeoutAndItServesLaterClients(String steps) {
		try (Gate gate = new Gate()) {
			this.machine.register(this.clsid,
					steps.replace("{0}", this.clsid.toString())
						.replace("{1}", TestMachine.newClass().toString())
						.replace("gate", gate.step()) + " serve");
			assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, () -> this.machine.activate(this.clsid));
			Visitor server = gate.await();
			assertFails(HResult.CO_E_SERVER_EXEC_FAILURE, () -> this.machine.activate(this.clsid));
			assertThat(this.machine.launched).extracting(LaunchedProcess::pid).containsExactly(server.token());
			assertThat(ProcessHandle.of(server.token())).get().matches(ProcessHandle::isAlive);
			server.letGo();
			long pid = await().until(() -> this.machine.activate(this.clsid), (activated) -> true);
			assertThat(pid).isEqualTo(server.token());
			assertThat(this.machine.launched).hasSize(1);
		}
	}

}
