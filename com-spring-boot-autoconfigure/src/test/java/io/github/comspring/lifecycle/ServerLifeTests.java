package io.github.comspring.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How an application lives and ends that a service control manager has started, be it
 * that of its client or a host. It goes on for no time without clients.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(300)
class ServerLifeTests {

	private static final Clsid CLASS = Clsid.of(HostedApplication.CLSID);

	private static final Clsid UNDECLARED = Clsid.of("{6B1D5C3A-0F2E-4E67-9C44-2A7B8D9E1F02}");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void closeWhenClientHoldsWhatAnInstanceReturnedThenServerStaysForItAndEndsInPeaceAfterIt(boolean host) {
		run(host, (activator, scm) -> {
			Hosted[] held = new Hosted[1];
			long pid = use(activator, held);
			await().until(() -> instances(scm) == 0);
			assertThat(held[0].pid()).isEqualTo(pid);
			assertThat(use(activator, new Hosted[1])).as("it takes new clients").isEqualTo(pid);
			held[0] = null;
			await().until(() -> hasEnded(pid));
			assertThat(this.directory.resolve("last word")).hasContent("In peace");
			assertThat(this.directory.resolve("server.log")).content()
				.contains("No client has needed this server for 0 s: it ends")
				.doesNotContain("Stopping although", "Stopping without");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void activateWhenApplicationDoesNotDeclareTheClassThenToldAtOnceWhatItDeclares(boolean host) {
		run(host,
				(activator, scm) -> assertThatExceptionOfType(ComException.class)
					.isThrownBy(() -> activator
						.createInstance(ActivationRequest.of(UNDECLARED).in(ClassContext.LOCAL_SERVER), Hosted.class))
					.withMessageContaining("registered " + CLASS + ", not " + UNDECLARED)
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_APPDIDNTREG)));
	}

	private static long use(Activator activator, Hosted[] given) {
		try (ComPointer<Hosted> pointer = activator
			.createInstance(ActivationRequest.of(CLASS).in(ClassContext.LOCAL_SERVER), Hosted.class)) {
			given[0] = pointer.get().other();
			return pointer.get().pid();
		}
	}

	private static int instances(ServiceControlManager scm) {
		List<ServerDescription> servers = scm.servers();
		assertThat(servers).hasSize(1);
		return servers.get(0).state().classes().get(0).instances();
	}

	private static boolean hasEnded(long pid) {
		// The proxies that nobody has any more go with it
		System.gc();
		return ProcessHandle.of(pid).isEmpty();
	}

	private void run(boolean host, BiConsumer<Activator, ServiceControlManager> client) {
		String endpoint = "comspring.scm.endpoint=unix:" + this.directory.resolve("scm.sock");
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));
		ApplicationContextRunner launcher = runner.withPropertyValues("comspring.classes[Test.Hosted.1].clsid=" + CLASS,
				"comspring.classes[Test.Hosted.1].local-server=" + commandLine(""),
				"comspring.classes[Test.Undeclared.1].clsid=" + UNDECLARED,
				"comspring.classes[Test.Undeclared.1].local-server="
						+ commandLine("--comspring.scm.launch-timeout=2s"));
		if (!host) {
			launcher.run((context) -> client.accept(context.getBean(Activator.class),
					context.getBean(ServiceControlManager.class)));
			return;
		}
		launcher.withPropertyValues("comspring.scm.mode=host", endpoint)
			.run((context) -> runner.withPropertyValues("comspring.scm.mode=client", endpoint)
				.run((other) -> client.accept(other.getBean(Activator.class),
						context.getBean(ServiceControlManager.class))));
	}

	private String commandLine(String more) {
		Path lastWord = this.directory.resolve("last word");
		assertThat(Files.exists(lastWord)).isFalse();
		return String.join(" ",
				JavaCommand.of(HostedApplication.class, "\"--test.last-word=" + lastWord + "\"",
						"--logging.file.name=" + this.directory.resolve("server.log"),
						"--comspring.server.idle-timeout=0s", more));
	}

}
