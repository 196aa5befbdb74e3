package io.github.comspring.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComReference;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Mortal;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * References to objects whose server dies.
 */
@ExtendWith({ NoLeftovers.class, OutputCaptureExtension.class })
class LostServerTests {

	private static final Clsid CLASS = new Clsid(Guid.random());

	private static final String REPLACED = "The reference to Desk.Mortal.1 " + CLASS
			+ " has a new instance in process ";

	@TempDir
	Path directory;

	private ApplicationContextRunner runner() {
		MortalJar.write(CLASS, "Desk.Mortal.1", this.directory.resolve("mortal.jar"));
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withBean("client", Client.class)
			.withPropertyValues("comspring.modules.path=" + this.directory,
					"comspring.classes[Desk.Mortal.1].in-process-server=mortal.jar",
					"comspring.classes[Desk.Mortal.1].context=surrogate");
	}

	private String marker() {
		return this.directory.resolve("halted").toString();
	}

	private static void kill(long pid) {
		ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
		process.destroyForcibly();
		process.onExit().join();
	}

	@Test
	void callWhenServerWasKilledThenNewInstanceAndOneLineInTheLog(CapturedOutput output) {
		runner().run((context) -> {
			Mortal reference = context.getBean(Client.class).mortal;
			long old = reference.pid();
			assertThat(reference.count()).isEqualTo(1);
			assertThat(reference.count()).isEqualTo(2);
			kill(old);
			assertThat(reference.count()).isEqualTo(1);
			long fresh = reference.pid();
			assertThat(fresh).isNotEqualTo(old).isEqualTo(server(context));
			assertThat(output).containsOnlyOnce("has a new instance");
			assertThat(output.toString().lines().filter((line) -> line.contains(REPLACED + fresh))).singleElement()
				.asString()
				.contains("INFO", "cannot be reached",
						"Process " + old + " of Desk.Mortal.1 " + CLASS + " was ended by signal 9 (SIGKILL)");
		});
	}

	private static long server(AssertableApplicationContext context) {
		List<ServerDescription> servers = context.getBean(ServiceControlManager.class).servers();
		assertThat(servers).hasSize(1);
		return servers.get(0).pid();
	}

	@Test
	void callUnderWayWhenServerDiesThenFailsWithExitCodeAndIsNotRepeated() {
		runner().run((context) -> {
			Mortal reference = context.getBean(Client.class).mortal;
			long old = reference.pid();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> reference.haltOnce(marker()))
				.withMessageContaining("Process " + old + " of Desk.Mortal.1 " + CLASS + " exited with code 7")
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
			await().untilAsserted(() -> assertThat(context.getBean(ServiceControlManager.class).servers()).isEmpty());
			assertThat(reference.pid()).isNotEqualTo(old).isEqualTo(server(context));
		});
	}

	@Test
	void idempotentCallUnderWayWhenServerDiesThenRepeatedOnNewInstance(CapturedOutput output) {
		runner().run((context) -> {
			Mortal reference = context.getBean(Client.class).mortal;
			long old = reference.pid();
			long fresh = reference.haltOnceIdempotent(marker());
			assertThat(fresh).isNotEqualTo(old).isEqualTo(reference.pid());
			assertThat(output).containsOnlyOnce(REPLACED + fresh).contains("exited with code 7");
		});
	}

	@Test
	void callWhenNotToBeReactivatedThenFailsForGood(CapturedOutput output) {
		runner().run((context) -> {
			Mortal reference = context.getBean(Client.class).loyal;
			kill(reference.pid());
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(ComException.class).isThrownBy(reference::pid)
					.withMessageContaining("was ended by signal 9")
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_SERVER_UNAVAILABLE));
			}
			assertThat(output).doesNotContain("has a new instance");
		});
	}

	@Test
	void callWhenManyFindServerDeadThenOneNewInstanceForAll(CapturedOutput output) {
		int callers = 8;
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		runner().run((context) -> {
			Mortal reference = context.getBean(Client.class).mortal;
			kill(reference.pid());
			CyclicBarrier barrier = new CyclicBarrier(callers);
			List<Future<Integer>> counts = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				counts.add(threads.submit(() -> {
					barrier.await();
					return reference.count();
				}));
			}
			List<Integer> counted = new ArrayList<>();
			for (Future<Integer> count : counts) {
				counted.add(count.get());
			}
			assertThat(counted).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
			assertThat(output).containsOnlyOnce("has a new instance");
		});
		threads.shutdownNow();
	}

	@Test
	void callWhenAnotherReplacesTheInstanceBeforeItThenRepeated() {
		AtomicReference<Runnable> meanwhile = new AtomicReference<>();
		ActivationGuard guard = (activation) -> {
			Runnable other = (activation.right() == Right.ACCESS) ? meanwhile.getAndSet(null) : null;
			if (other != null) {
				other.run();
			}
		};
		runner().withBean(ActivationGuard.class, () -> guard).run((context) -> {
			Mortal reference = context.getBean(Client.class).mortal;
			long old = reference.pid();
			kill(old);
			meanwhile.set(() -> assertThat(reference.count()).isEqualTo(1));
			assertThat(reference.count()).isEqualTo(2);
			assertThat(meanwhile).hasValue(null);
		});
	}

	static class Client {

		@ComReference("Desk.Mortal")
		private Mortal mortal;

		@ComReference(value = "Desk.Mortal", reactivate = false)
		private Mortal loyal;

	}

}
