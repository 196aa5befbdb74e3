package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that is killed while it holds what a surrogate serves.
 */
@Tag("load")
@ExtendWith(NoLeftovers.class)
class SurrogateClientDeathTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, Duration.ofMillis(300));

	@Test
	@Tag("SL-09")
	@Tag("SU-09")
	void killThenSurrogateTakesAllBackAndEnds(@TempDir Path directory) throws IOException {
		FaultyClass faulty = FaultyClass.in(this.machine, directory);
		try (Gate gate = new Gate()) {
			Process client = new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-cp",
					System.getProperty("java.class.path"), HoldingClient.class.getName(),
					this.machine.rpc.endpoint().toString(), faulty.clsid().toString(), Integer.toString(gate.number()))
				.inheritIO()
				.start();
			assertThat(gate.await().token()).isEqualTo(1 + HoldingClient.OBJECTS);
			assertThat(this.machine.scm.servers().get(0).state().classes()).singleElement()
				.matches((state) -> state.instances() == HoldingClient.OBJECTS && state.locks() == 1);
			TestMachine.kill(client.pid());
		}
		assertThat(this.machine.launched.get(0).exit().join().status()).isZero();
		assertThat(faulty.activate()).isEqualTo(this.machine.launched.get(1).pid());
	}

}
