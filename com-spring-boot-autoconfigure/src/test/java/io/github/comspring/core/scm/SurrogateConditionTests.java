package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What must be there for a class to run in a surrogate.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateConditionTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	private Clsid clsid;

	@BeforeEach
	void register() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
		this.clsid = this.classes.register(this.appId);
	}

	@Test
	@Tag("SU-01")
	void activateWhenNoApplicationThenNotRegistered() {
		this.machine.hive.edit((root) -> root.withoutValue("CLSID\\" + this.clsid, "AppID"));
		assertNotRegistered();
	}

	@Test
	@Tag("SU-01")
	void activateWhenApplicationHasNoKeyThenNotRegistered() {
		this.machine.hive.edit((root) -> root.withoutKey("AppID\\" + this.appId));
		assertNotRegistered();
	}

	@Test
	@Tag("SU-01")
	void activateWhenApplicationHasNoSurrogateThenNotRegistered() {
		this.classes.value(this.appId, "RemoteServerName", "localhost");
		this.machine.hive.edit((root) -> root.withoutValue("AppID\\" + this.appId, "DllSurrogate"));
		assertNotRegistered();
	}

	@Test
	@Tag("SU-01")
	void activateWhenNoJarThenNotRegistered() {
		this.machine.hive.edit((root) -> root.withoutKey("CLSID\\" + this.clsid + "\\InprocServer32"));
		assertNotRegistered();
	}

	@Test
	@Tag("SU-01")
	void activateWhenServiceOrObsoleteServerThenNotRegistered() {
		this.classes.value(this.appId, "LocalService", "deskd");
		assertNotRegistered();
		this.machine.hive.edit((root) -> root.withoutValue("AppID\\" + this.appId, "LocalService"));
		this.machine.value(this.clsid, "LocalServer", null, "desk.exe");
		assertNotRegistered();
	}

	private void assertNotRegistered() {
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.classes.activate(this.clsid));
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	@Tag("SU-01")
	void activateWhenProgramIsRegisteredTooThenItWins() {
		this.machine.register(this.clsid, "open", "multiple=" + this.clsid, "resume", "serve");
		assertThat(this.machine.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
		assertThat(this.machine.scm.servers()).singleElement()
			.satisfies((server) -> assertThat(server.kind()).isEqualTo(ServerDescription.Kind.LOCAL_SERVER));
	}

	@Test
	void activateWhenOtherMachineIsRegisteredTooThenSurrogateHere() {
		this.classes.value(this.appId, "RemoteServerName", "localhost");
		ClassContext anywhere = ClassContext.LOCAL_SERVER.or(ClassContext.REMOTE_SERVER);
		try (ComPointer<Hosted> pointer = this.machine.activator()
			.createInstance(ActivationRequest.of(this.clsid).in(anywhere), Hosted.class)) {
			assertThat(pointer.get().pid()).isEqualTo(this.machine.launched.get(0).pid());
		}
	}

	@Test
	@Tag("SU-01")
	void activateWhenJarIsMissingThenDllNotFoundAndNothingIsStarted() {
		this.machine.value(this.clsid, "InprocServer32", null, "missing.jar");
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> this.classes.activate(this.clsid));
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	void activateWhenFileIsNoJarThenErrorInDll() throws IOException {
		Path text = Files.writeString(this.directory.resolve("text.jar"), "no jar");
		this.classes.register(this.clsid, this.appId, text);
		assertFails(HResult.CO_E_ERRORINDLL, () -> this.classes.activate(this.clsid));
	}

	@Test
	@Tag("SU-07")
	void activateWhenJarLacksTheClassThenClassNotAvailable() {
		Path jar = HostedJar.of(TestMachine.newClass()).writeTo(this.directory.resolve("other.jar"));
		this.classes.register(this.clsid, this.appId, jar);
		assertFails(HResult.CLASS_E_CLASSNOTAVAILABLE, () -> this.classes.activate(this.clsid));
		assertThat(this.machine.scm.servers().get(0).state().classes().get(0).instances()).isZero();
	}

	@Test
	void activateWhenJarLacksItsInterfaceThenErrorNamesIt() {
		Path jar = HostedJar.without(this.clsid).writeTo(this.directory.resolve("lacking.jar"));
		this.classes.register(this.clsid, this.appId, jar);
		assertThatThrownBy(() -> this.classes.activate(this.clsid)).hasMessageContaining("CO_E_ERRORINDLL")
			.hasMessageContaining(Hosted.class.getName())
			.hasMessageContaining("Class-Path");
	}

	@Test
	void activateWhenInterfaceIsOnTheClassPathOfTheJarThenServed() {
		new ModuleJar().copy(Hosted.class).copy(Hosted.Shop.class).writeTo(this.directory.resolve("shared.jar"));
		Path jar = HostedJar.without(this.clsid)
			.attribute("Class-Path", "shared.jar")
			.writeTo(this.directory.resolve("sharing.jar"));
		this.classes.register(this.clsid, this.appId, jar);
		assertThat(this.classes.activate(this.clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	void activateWhenBadThreadingModelThenTold() {
		this.machine.value(this.clsid, "InprocServer32", "ThreadingModel", "single");
		assertFails(HResult.REGDB_E_BADTHREADINGMODEL, () -> this.classes.activate(this.clsid));
	}

	@Test
	@Tag("SU-02")
	void activateWhenCustomSurrogateIsMissingThenAppNotFound() {
		this.classes.value(this.appId, "DllSurrogate", "/nowhere/my surrogate");
		assertFails(HResult.CO_E_APPNOTFOUND, () -> this.classes.activate(this.clsid));
		assertThat(this.machine.scm.servers()).isEmpty();
	}

}
