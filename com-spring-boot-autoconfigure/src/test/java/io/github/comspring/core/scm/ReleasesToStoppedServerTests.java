package io.github.comspring.core.scm;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server that does nothing any more (SIGSTOP) is given back references like any other,
 * and does not answer.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ReleasesToStoppedServerTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	/**
	 * Registers a class whose server ends with its last client.
	 */
	private Clsid registerUntilReleased() {
		Clsid clsid = TestMachine.newClass();
		this.machine.register(clsid, "open", "multiple=" + clsid, "resume", "idle=0");
		return clsid;
	}

	@Test
	void releaseWhenAnotherServerIsStoppedThenNotHeldUp() throws IOException {
		List<ComPointer<Servant>> stopped = List.of(this.machine.create(registerUntilReleased()),
				this.machine.create(registerUntilReleased()));
		ComPointer<Servant> other = this.machine.create(registerUntilReleased());
		List<StoppedProcess> processes = List.of(stop(0), stop(1));
		try {
			stopped.forEach(ComPointer::close);
			await().until(ReleasesToStoppedServerTests::isReleasing);
			other.close();
			await().until(() -> launched(2).exit().isDone());
			assertThat(launched(0).exit()).isNotDone();
			assertThat(launched(1).exit()).isNotDone();
		}
		finally {
			for (StoppedProcess each : processes) {
				each.resume();
			}
		}
		await().untilAsserted(() -> assertThat(this.machine.launched).allMatch((each) -> each.exit().isDone()));
		assertThat(this.machine.launched).allMatch((each) -> each.exit().join().status() == 0);
	}

	/**
	 * Tells whether an answer to a release is waited for.
	 */
	private static boolean isReleasing() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getMethodName().equals("send") && frame.getClassName().endsWith(".Releases"));
	}

	private StoppedProcess stop(int number) throws IOException {
		return StoppedProcess.stop(launched(number).pid());
	}

	private LaunchedProcess launched(int number) {
		return this.machine.launched.get(number);
	}

}
