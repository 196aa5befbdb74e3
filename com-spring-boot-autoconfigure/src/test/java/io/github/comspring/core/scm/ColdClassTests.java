package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Many clients that ask for one class at the same instant, which no surrogate has yet.
 */
@ExtendWith(NoLeftovers.class)
class ColdClassTests {

	private static final int CLIENTS = 64;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private FaultyClass faulty;

	@BeforeEach
	void register() {
		this.faulty = FaultyClass.in(this.machine, this.directory);
	}

	@Test
	@Tag("SU-05")
	void createThenOneLaunchAndAPointerForEach() throws Exception {
		List<ComPointer<Faulty>> pointers = new ArrayList<>();
		for (Background<ComPointer<Faulty>> client : start()) {
			pointers.add(client.get());
		}
		assertThat(pointers).hasSize(CLIENTS)
			.allMatch((each) -> each.get().pid() == this.machine.launched.get(0).pid());
		assertThat(this.machine.launched).hasSize(1);
		assertThat(this.machine.scm.servers().get(0).state().classes()).singleElement()
			.matches((state) -> state.instances() == CLIENTS);
		pointers.forEach(ComPointer::close);
	}

	@Test
	@Tag("SU-05")
	void createWhenTheOneSurrogateEndsThenEachIsTold() throws Exception {
		try (Gate gate = new Gate()) {
			this.faulty.beginning(gate.step() + ",exit=5");
			List<Background<ComPointer<Faulty>>> clients = start();
			Gate.Visitor surrogate = gate.await();
			clients.forEach(Background::awaitWaiting);
			surrogate.letGo();
			for (Background<ComPointer<Faulty>> client : clients) {
				ComException failure = catchThrowableOfType(ComException.class, client::get);
				assertThat(failure.hresult()).isEqualTo(HResult.CO_E_APPDIDNTREG);
				assertThat(failure).hasMessageContaining("exited with code 5");
			}
		}
		assertThat(this.machine.launched).hasSize(1);
	}

	private List<Background<ComPointer<Faulty>>> start() {
		CyclicBarrier together = new CyclicBarrier(CLIENTS);
		List<Background<ComPointer<Faulty>>> clients = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			clients.add(Background.start(() -> {
				together.await();
				return this.faulty.create();
			}));
		}
		return clients;
	}

}
