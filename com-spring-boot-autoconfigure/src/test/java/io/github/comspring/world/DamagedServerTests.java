package io.github.comspring.world;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.FaultyJar;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application as a server, whose class changes what the whole process has.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class DamagedServerTests {

	private static final int CLIENTS = 8;

	/**
	 * The daemon is nobody's, and goes on for a while with the output of the process.
	 * Without system properties the JDK cannot start one.
	 */
	private static final List<String> DAMAGES = List.of("interrupt", "handler", "defaults", "providers", "signals",
			"linger", "daemon=3", "descriptors", "properties");

	@TempDir
	Path directory;

	@Test
	void commitThenItsClientsAndNewOnesAreServedAndItEndsInOrder() {
		run((context) -> {
			long pid;
			try (ComPointer<Faulty> pointer = create(context)) {
				pid = pointer.get().pid();
				for (String damage : DAMAGES) {
					pointer.get().commit(damage);
					assertThat(pointer.get().pid()).as("what a client has after " + damage).isEqualTo(pid);
					List<Long> others = Race.run(CLIENTS, (number) -> activate(context));
					assertThat(others).as("through further connections after " + damage).containsOnly(pid);
				}
			}
			await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
			assertThat(context.getBean(ServiceControlManager.class).restarts()).extracting(RestartState::failures)
				.containsExactly(0);
		});
	}

	/**
	 * With a client that has something, as the launcher ends.
	 */
	@Test
	void commitAllThenItEndsWithItsLauncher() {
		run((context) -> create(context).get().commit("at-exit=loop," + String.join(",", DAMAGES)));
	}

	private void run(Check check) {
		Path jar = new FaultyJar().writeTo(this.directory.resolve("faults.jar"));
		String command = String.join(" ", JavaCommand.of(DamagedApplication.class, "--faults=" + jar,
				"--comspring.security.enabled=false", "--comspring.server.idle-timeout=0s"));
		String prefix = "comspring.classes[" + DamagedApplication.PROG_ID + "].";
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues(prefix + "clsid=" + DamagedApplication.CLSID, prefix + "local-server=" + command,
					"comspring.security.enabled=false", "comspring.scm.shutdown-timeout=1s")
			.run(check::accept);
	}

	private static ComPointer<Faulty> create(ApplicationContext context) {
		return context.getBean(Activator.class).createInstance(DamagedApplication.PROG_ID, Faulty.class);
	}

	private static long activate(ApplicationContext context) {
		try (ComPointer<Faulty> pointer = create(context)) {
			return pointer.get().pid();
		}
	}

	/**
	 * What is done with the client.
	 */
	private interface Check {

		void accept(ApplicationContext context) throws Exception;

	}

}
