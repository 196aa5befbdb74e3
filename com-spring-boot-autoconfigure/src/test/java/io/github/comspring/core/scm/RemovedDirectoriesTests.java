package io.github.comspring.core.scm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.core.place.PrivateDirectory;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.fixture.Faulty;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.OtherAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Directories that somebody tidies up while processes use them: those of the sockets, and
 * those of the processes.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class RemovedDirectoriesTests {

	private static final int CALLERS = 4;

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private Path sockets() {
		return ((UnixEndpoint) this.machine.rpc.endpoint()).path().getParent();
	}

	private Path workingDirectory(long pid) {
		try {
			return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A pointer that is held goes on over its connection, more callers at once get more
	 * connections, and a class of another application gets a surrogate at once.
	 */
	@Test
	void socketsRemovedThenPointersAndNewConnectionsAndNewSurrogatesWork() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		HostedClasses others = new HostedClasses(this.machine, this.directory);
		Clsid other = others.register();
		try (ComPointer<Faulty> pointer = faulty.create()) {
			long pid = pointer.get().pid();
			PrivateDirectory.delete(sockets());
			assertThat(pointer.get().pid()).isEqualTo(pid);
			assertThat(others.activate(other)).isEqualTo(this.machine.launched.get(1).pid());
			assertThat(callAtOnce(pointer.get())).containsOnly(pid);
			assertThat(faulty.activate()).isEqualTo(pid);
		}
		assertThat(this.machine.launched).hasSize(2);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets()))).isEqualTo("rwx------");
	}

	/**
	 * As another user may do who has seen the name. A process that runs cannot be reached
	 * anew, and goes on for those that it has.
	 */
	@Test
	void socketsRemovedAndTheirNameTakenThenNewSurrogatesWorkElsewhere() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		HostedClasses others = new HostedClasses(this.machine, this.directory);
		Clsid other = others.register();
		try (ComPointer<Faulty> pointer = faulty.create()) {
			long pid = pointer.get().pid();
			Path before = sockets();
			PrivateDirectory.delete(before);
			Files.createFile(before);
			try {
				assertThat(others.activate(other)).isEqualTo(this.machine.launched.get(1).pid());
				assertThat(sockets()).isNotEqualTo(before);
				assertThat(pointer.get().pid()).isEqualTo(pid);
				assertThat(faulty.activate()).isPositive();
			}
			finally {
				Files.delete(before);
			}
		}
	}

	/**
	 * Makes calls that are all under way at once.
	 */
	private List<Long> callAtOnce(Faulty faulty) throws Exception {
		try (Gate gate = new Gate()) {
			return Race.run(CALLERS + 1, (number) -> {
				if (number < CALLERS) {
					faulty.commit(gate.step());
				}
				else {
					List<Gate.Visitor> visitors = new ArrayList<>();
					for (int i = 0; i < CALLERS; i++) {
						visitors.add(gate.await());
					}
					visitors.forEach(Gate.Visitor::letGo);
				}
				return faulty.pid();
			});
		}
	}

	/**
	 * Nothing has to be called meanwhile: the servers see it themselves.
	 */
	@Test
	void socketFilesRemovedThenListenedAtAnew() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		try (ComPointer<Faulty> pointer = faulty.create()) {
			long pid = pointer.get().pid();
			List<Path> files = files(sockets());
			assertThat(files).hasSize(2);
			for (Path each : files) {
				Files.delete(each);
			}
			await().untilAsserted(() -> assertThat(files(sockets())).hasSameElementsAs(files));
			assertThat(callAtOnce(pointer.get())).containsOnly(pid);
		}
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.sorted().toList();
		}
	}

	@Test
	@ExtendWith(OtherAccount.class)
	void socketsOfAnotherUserRemovedThenNewConnectionsAndNewSurrogatesWork() throws Exception {
		HostedClasses classes = new HostedClasses(this.machine, this.directory);
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Clsid first = registerAsOther(classes);
		Clsid second = registerAsOther(classes);
		try (ComPointer<Hosted> pointer = classes.create(first)) {
			long pid = pointer.get().pid();
			Path shared = sharedDirectory();
			PrivateDirectory.delete(shared);
			assertThat(pointer.get().pid()).isEqualTo(pid);
			assertThat(classes.activate(second)).isNotEqualTo(pid);
			assertThat(Race.run(CALLERS, (number) -> pointer.get().other().pid())).containsOnly(pid);
			assertThat(classes.activate(first)).isEqualTo(pid);
			Path site = files(shared).get(0);
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared))).isEqualTo("rwx--x--x");
			assertThat(Files.getOwner(site)).hasToString(OtherAccount.NAME);
			// The socket alone, in a directory that is the user's
			Files.delete(site.resolve("scm.sock"));
			await().untilAsserted(() -> assertThat(Files.getOwner(site)).hasToString(OtherAccount.NAME));
			await().until(() -> Files.exists(site.resolve("scm.sock")));
		}
	}

	private Clsid registerAsOther(HostedClasses classes) throws IOException {
		AppId appId = classes.application();
		classes.value(appId, "RunAs", OtherAccount.NAME);
		classes.value(appId, "CrashDirectory", this.directory.resolve("crashes").toString());
		Clsid clsid = classes.register(appId);
		Files.setPosixFilePermissions(this.directory.resolve(clsid.guid() + ".jar"),
				PosixFilePermissions.fromString("rw-r--r--"));
		return clsid;
	}

	private static Path sharedDirectory() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((each) -> each.getFileName().toString().startsWith("comspring-as-"))
				.max(Comparator.comparing((Path each) -> each.toFile().lastModified()))
				.orElseThrow();
		}
	}

	/**
	 * It is the directory of the process's temporary files, too.
	 */
	@Test
	void workingDirectoryRemovedThenTemporaryFilesCanBeMadeAgain() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		try (ComPointer<Faulty> pointer = faulty.create()) {
			Path working = workingDirectory(pointer.get().pid());
			assertThat(Path.of(pointer.get().commit("temporary"))).hasParent(working);
			PrivateDirectory.delete(working);
			await().ignoreExceptionsInstanceOf(ComException.class)
				.untilAsserted(() -> assertThat(Path.of(pointer.get().commit("temporary"))).hasParent(working));
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(working))).isEqualTo("rwx------");
		}
	}

	/**
	 * Programs that tidy up remove what looks old.
	 */
	@Test
	void directoriesThatLookOldThenDoNotAnyMore() throws Exception {
		FaultyClass faulty = FaultyClass.in(this.machine, this.directory);
		try (ComPointer<Faulty> pointer = faulty.create()) {
			List<Path> used = new ArrayList<>(files(sockets()));
			used.addAll(List.of(sockets(), workingDirectory(pointer.get().pid())));
			Instant before = Instant.now();
			for (Path each : used) {
				Files.setLastModifiedTime(each, FileTime.from(before.minus(Duration.ofDays(20))));
			}
			await().untilAsserted(
					() -> assertThat(used).allSatisfy((each) -> assertThat(Files.getLastModifiedTime(each).toInstant())
						.isAfter(before.minus(Duration.ofDays(1)))));
		}
	}

}
