package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.core.launch.Account;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.LaunchSites;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LaunchSites}.
 */
@ExtendWith({ OtherAccount.class, NoLeftovers.class })
class LaunchSitesTests {

	private static final OwnUser OWN = OwnUser.ofThisProcess();

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	@Test
	void findWhenUserOfThisProcessThenUsualEndpointAndNoOtherUser() {
		try (LaunchSites sites = new LaunchSites(this.machine.rpc, OWN)) {
			assertThat(sites.find(OWN.name())).isEqualTo(sites.find(null))
				.isEqualTo(new LaunchSite(this.machine.rpc.endpoint(), null));
		}
	}

	@Test
	void findTwiceThenOneDirectoryForTheUser() {
		try (LaunchSites sites = new LaunchSites(this.machine.rpc, OWN)) {
			assertThat(sites.find(OtherAccount.NAME)).isEqualTo(sites.find(OtherAccount.NAME));
		}
	}

	@Test
	void closeWhileADirectoryIsMadeThenNotHeldUpAndNothingIsLeft() throws Exception {
		CountDownLatch listening = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		ObjectRpc rpc = mock(ObjectRpc.class);
		doAnswer((call) -> {
			listening.countDown();
			closed.await();
			return null;
		}).when(rpc).listenAt(any());
		List<Path> before = directories();
		LaunchSites sites = new LaunchSites(rpc, OWN);
		Race.run(2, (number) -> {
			if (number == 0) {
				assertThatExceptionOfType(ComException.class).isThrownBy(() -> sites.find(OtherAccount.NAME));
			}
			else {
				listening.await();
				sites.close();
				closed.countDown();
			}
			return null;
		});
		assertThat(directories()).isEqualTo(before);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> sites.find(OtherAccount.NAME))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_SCM_RPC_FAILURE));
	}

	private static List<Path> directories() throws IOException {
		try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")),
				"comspring-as-*")) {
			List<Path> directories = new ArrayList<>();
			found.forEach(directories::add);
			return directories;
		}
	}

	@Test
	@Tag("LS-10")
	void findWithoutTheRightsOfRootThenTypedErrorThatSaysSo() throws Exception {
		Account account = Account.find(OtherAccount.NAME);
		account.own(this.directory);
		String classPath = String.join(":",
				Stream.of(ComModule.class, TestServer.class).map(LaunchSitesTests::place).toList());
		Process process = new ProcessBuilder(new RunAs(account).command(List.of(TestMachine.JAVA,
				"-Djava.io.tmpdir=" + this.directory, "-cp", classPath, UnprivilegedApplication.class.getName())))
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(said).startsWith("CO_E_RUNAS_CREATEPROCESS_FAILURE").contains("rights of root");
		assertThat(process.waitFor()).isZero();
		assertThat(left()).isEmpty();
	}

	private List<Path> left() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	private static String place(Class<?> type) {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
	}

}
