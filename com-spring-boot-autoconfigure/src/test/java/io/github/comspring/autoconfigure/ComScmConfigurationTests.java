package io.github.comspring.autoconfigure;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.remote.RemoteScm;
import io.github.comspring.diagnostics.ComStartupException;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.lifecycle.LinkedServer;
import io.github.comspring.lifecycle.ScmHost;
import io.github.comspring.lifecycle.ServerReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ComScmConfiguration}: the modes of the service control manager.
 */
@ExtendWith(NoLeftovers.class)
class ComScmConfigurationTests {

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner(String mode) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.scm.mode=" + mode,
					"comspring.scm.endpoint=unix:" + this.directory.resolve("scm.sock"));
	}

	@Test
	void hostThenListensUntilClosedAndFindsWhatItsClientsServe() {
		runner("host").run((host) -> {
			assertThat(host.getBean(ServerReference.class)).isInstanceOf(ScmHost.class);
			assertThat(this.directory.resolve("scm.sock")).exists();
			assertThat(Thread.getAllStackTraces().keySet())
				.anyMatch((thread) -> thread.getName().equals("com-scm-host") && !thread.isDaemon());
			runner("client").withUserConfiguration(ComProcessesConfigurationTests.GreeterConfiguration.class)
				.run((client) -> {
					assertThat(client.getBean(Scm.class)).isInstanceOf(RemoteScm.class);
					assertThat(client.getBean(ServerReference.class)).isInstanceOf(LinkedServer.class);
					ServiceControlManager scm = (ServiceControlManager) host.getBean(Scm.class);
					await().untilAsserted(() -> assertThat(scm.servers()).singleElement()
						.matches((each) -> each.state() != null && each.state().classes().size() == 1));
				});
			await()
				.untilAsserted(() -> assertThat(((ServiceControlManager) host.getBean(Scm.class)).servers()).isEmpty());
		});
		assertThat(this.directory.resolve("scm.sock")).doesNotExist();
	}

	@Test
	void hostWhenAnotherOneListensThenRefusedAndTold() {
		runner("host").run((first) -> runner("host").run((second) -> {
			assertThat(second).hasFailed();
			assertThat(second.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(ComStartupException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("unix:" + this.directory.resolve("scm.sock"));
					assertThat(ex.remedies()).contains("Use that host: set comspring.scm.mode to client");
				});
			assertThat(this.directory.resolve("scm.sock")).exists();
		}));
	}

	@Test
	void hostWhenSocketIsStaleThenReplaced() throws Exception {
		try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			left.bind(UnixDomainSocketAddress.of(this.directory.resolve("scm.sock")));
		}
		assertThat(Files.exists(this.directory.resolve("scm.sock"))).isTrue();
		runner("host").run((host) -> assertThat(host).hasNotFailed());
	}

	@Test
	void clientWhenThereIsNoHostThenToldWhere() {
		runner("client")
			.withPropertyValues("comspring.classes[" + Greeter.PROG_ID + "].clsid=" + Greeter.CLSID,
					"comspring.classes[" + Greeter.PROG_ID + "].local-server=nothing-is-launched-here")
			.run((client) -> assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> create(client.getBean(Activator.class)))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE))
				.withMessageContaining("unix:" + this.directory.resolve("scm.sock"))
				.withMessageContaining("comspring.scm.mode=host"));
	}

	private static ComPointer<Greeter> create(Activator activator) {
		return activator.createInstance(ActivationRequest.of(Clsid.of(Greeter.CLSID)).in(ClassContext.LOCAL_SERVER),
				Greeter.class);
	}

}
