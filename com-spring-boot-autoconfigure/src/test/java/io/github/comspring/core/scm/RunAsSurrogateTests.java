package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Surrogates that run as another user.
 */
@ExtendWith({ OtherAccount.class, NoLeftovers.class })
class RunAsSurrogateTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	@BeforeEach
	void application() throws IOException {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
		this.classes.value(this.appId, "RunAs", OtherAccount.NAME);
		this.classes.value(this.appId, "CrashDirectory", this.directory.resolve("crashes").toString());
		share(this.directory, "rwxr-xr-x");
	}

	private static void share(Path path, String permissions) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
	}

	private Clsid register(AppId application) throws IOException {
		Clsid clsid = this.classes.register(application);
		share(jar(clsid), "rw-r--r--");
		return clsid;
	}

	private Path jar(Clsid clsid) {
		return this.directory.resolve(clsid.guid() + ".jar");
	}

	private static String user(long pid) {
		return ProcessHandle.of(pid).orElseThrow().info().user().orElseThrow();
	}

	@Test
	@Tag("SU-11")
	void runAsThenOneProcessOfThatUserServesAllClassesOfTheApplication() throws IOException {
		try (ComPointer<Hosted> first = this.classes.create(register(this.appId));
				ComPointer<Hosted> second = this.classes.create(register(this.appId))) {
			assertThat(user(first.get().pid())).isEqualTo(OtherAccount.NAME);
			assertThat(second.get().pid()).isEqualTo(first.get().pid());
			assertThat(first.get().other().pid()).isEqualTo(first.get().pid());
		}
		assertThat(this.machine.launched).hasSize(1);
	}

	@Test
	@Tag("SU-04")
	void anotherIdentityUnderTheSameApplicationThenAnotherProcess() throws IOException {
		Clsid first = register(this.appId);
		Clsid second = register(this.appId);
		long others = this.classes.activate(first);
		this.machine.hive.edit((root) -> root.withoutValue("AppID\\" + this.appId, "RunAs"));
		long own = this.classes.activate(first);
		assertThat(own).isNotEqualTo(others).isEqualTo(this.classes.activate(second));
		assertThat(user(own)).isEqualTo(System.getProperty("user.name"));
		this.classes.value(this.appId, "RunAs", OtherAccount.NAME);
		assertThat(this.classes.activate(second)).isEqualTo(others);
	}

	@Test
	void processHasNothingOfThisUser() throws IOException {
		this.machine.hive
			.edit((root) -> root.withValue("AppID\\" + this.appId, "EnvironmentSet", new MultiSz(List.of("DESK=oak"))));
		try (ComPointer<Hosted> pointer = this.classes.create(register(this.appId))) {
			Path process = Path.of("/proc/" + pointer.get().pid());
			assertThat(Files.readString(process.resolve("environ")).split("\0"))
				.contains("HOME=/nonexistent", "USER=nobody", "LOGNAME=nobody", "DESK=oak")
				.allMatch((each) -> each.matches("(?s)(HOME|USER|LOGNAME|DESK|PATH|LANG|LC_\\w*|TZ|"
						+ "JAVA_HOME|COMSPRING_(LAUNCH|DIRECTORY))=.*"));
			List<String> status = Files.readAllLines(process.resolve("status"));
			assertThat(status).contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000",
					"CapInh:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1",
					"Gid:\t65534\t65534\t65534\t65534");
			assertThat(status).filteredOn((each) -> each.startsWith("Groups:"))
				.allMatch((each) -> Arrays.asList(each.split("\\s+")).equals(List.of("Groups:", "65534")));
		}
	}

	@Test
	void prefixThatTakesTheRightsOfRootThenTheUserIsTakenOnBehindIt() throws Exception {
		List<String> prefix = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "--net");
		assumeTrue(
				new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of("true")).toList()).start().waitFor() == 0,
				"SKIPPED: no process can be started in a namespace of its own");
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.appId, "CommandPrefix", new MultiSz(prefix)));
		try (ComPointer<Hosted> pointer = this.classes.create(register(this.appId))) {
			assertThat(pointer.get().pid()).isOne();
			assertThat(ProcessHandle.of(this.machine.launched.get(0).pid()).orElseThrow().children())
				.extracting((child) -> child.info().user().orElseThrow())
				.containsExactly(OtherAccount.NAME);
		}
	}

	@Test
	void directoriesAreThatUsersAloneAndGoWithTheMachine() throws IOException {
		Path sockets;
		Path own;
		try (ComPointer<Hosted> pointer = this.classes.create(register(this.appId))) {
			own = Files.readSymbolicLink(Path.of("/proc/" + pointer.get().pid() + "/cwd"));
			sockets = Path.of(this.machine.scm.servers().get(0).endpoint().substring("unix:".length())).getParent();
			for (Path each : List.of(own, sockets, sockets.resolve("scm.sock"))) {
				assertThat(Files.getOwner(each).getName()).as(each.toString()).isEqualTo(OtherAccount.NAME);
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each))).as(each.toString())
					.matches("rw[x-]------");
			}
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets.getParent())))
				.isEqualTo("rwx--x--x");
		}
		this.machine.close();
		assertThat(own).doesNotExist();
		assertThat(sockets.getParent()).doesNotExist();
	}

	@Test
	void jarThatTheUserCannotReadThenTypedErrorNamesIt() throws IOException {
		Clsid clsid = register(this.appId);
		share(jar(clsid), "rw-------");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE))
			.withMessageContaining(jar(clsid).toString())
			.withMessageContaining(OtherAccount.NAME);
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	void crashFilesAreFetchedFromTheUser() throws IOException {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.appId, "HeapDumps", new Sz("Y"))
			.withValue("AppID\\" + this.appId, "JvmArguments", new MultiSz(List.of("-Xmx16m"))));
		Clsid clsid = TestMachine.newClass();
		this.classes.register(clsid, this.appId,
				HostedJar
					.creating(
							"java.util.List<byte[]> all = new java.util.ArrayList<>(); "
									+ "while (true) { all.add(new byte[1 << 20]); if (all.isEmpty()) { break; } }",
							clsid)
					.writeTo(jar(clsid)));
		share(jar(clsid), "rw-r--r--");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid));
		ProcessExit exit = this.machine.launched.get(0).exit().join();
		assertThat(exit.crashFiles()).singleElement()
			.satisfies((file) -> assertThat(file).exists().hasParent(this.directory.resolve("crashes")));
	}

}
