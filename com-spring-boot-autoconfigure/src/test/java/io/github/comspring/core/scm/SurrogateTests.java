package io.github.comspring.core.scm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.ActivationRequest;
import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.scm.protocol.ServerControl.ClassState;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.Hosted.Shop;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Jars that surrogates host.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	@BeforeEach
	void machine() {
		this.classes = new HostedClasses(this.machine, this.directory);
	}

	@Test
	@Tag("SU-03")
	void activateThenInSurrogateUnlessClientTakesItIn() {
		Clsid clsid = this.classes.register();
		for (ClassContext taken : List.of(ClassContext.ALL, ClassContext.INPROC_SERVER)) {
			try (ComPointer<Hosted> pointer = this.machine.activator()
				.createInstance(ActivationRequest.of(clsid).in(taken), Hosted.class)) {
				assertThat(pointer.get().pid()).isEqualTo(ProcessHandle.current().pid());
			}
		}
		assertThat(this.machine.launched).isEmpty();
		assertThat(this.classes.activate(clsid)).isEqualTo(this.machine.launched.get(0).pid());
	}

	@Test
	void activateThenOperatorSeesSurrogateWithItsCounts() {
		Clsid clsid = this.classes.register();
		try (ComPointer<Hosted> pointer = this.classes.create(clsid)) {
			assertThat(pointer.get().pid()).isPositive();
			assertThat(this.machine.scm.servers()).singleElement().satisfies((server) -> {
				assertThat(server.kind()).isEqualTo(Kind.SURROGATE);
				assertThat(server.state().classes()).singleElement()
					.matches((state) -> state.instances() == 1 && state.clsid().equals(clsid));
			});
		}
		await().untilAsserted(() -> assertThat(state()).matches((state) -> state.instances() == 0));
	}

	private ClassState state() {
		return this.machine.scm.servers().get(0).state().classes().get(0);
	}

	@Test
	@Tag("SU-04")
	void activateWhenSameApplicationThenSharedAndElseNot() {
		AppId shared = this.classes.application();
		long process = this.classes.activate(this.classes.register(shared));
		assertThat(this.classes.activate(this.classes.register(shared))).isEqualTo(process);
		long other = this.classes.activate(this.classes.register());
		assertThat(this.machine.launched).extracting(LaunchedProcess::pid).containsExactly(process, other);
	}

	@Test
	@Tag("SU-04")
	@Tag("SU-05")
	void activateWhenTwentyClientsForFiveClassesThenOneProcess() throws Exception {
		AppId appId = this.classes.application();
		Clsid[] five = new Clsid[5];
		Arrays.setAll(five, (i) -> TestMachine.newClass());
		Path jar = HostedJar.of(five).writeTo(this.directory.resolve("five.jar"));
		List.of(five).forEach((each) -> this.classes.register(each, appId, jar));
		CyclicBarrier together = new CyclicBarrier(20);
		List<Background<Long>> clients = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Clsid wanted = five[i % 5];
			clients.add(Background.start(() -> {
				together.await();
				return this.classes.activate(wanted);
			}));
		}
		for (Background<Long> client : clients) {
			assertThat(client.get()).isEqualTo(this.machine.launched.get(0).pid());
		}
		assertThat(this.machine.launched).hasSize(1);
		// A class that was brought twice would be there twice
		assertThat(this.machine.scm.servers().get(0).state().classes()).extracting(ClassState::clsid)
			.containsExactlyInAnyOrder(five);
	}

	@Test
	@Tag("SU-07")
	void classObjectWhenFactoryThenCreates() {
		Clsid clsid = this.classes.register();
		try (ComPointer<?> factory = classObject(clsid, ClassFactory.class);
				ComPointer<Hosted> created = this.machine.activator().createInstance(factory, Hosted.class)) {
			assertThat(created.get().pid()).isEqualTo(this.machine.launched.get(0).pid());
			assertThat(state()).matches((state) -> state.instances() == 1 && state.locks() == 1);
		}
		await().untilAsserted(() -> assertThat(state()).matches((state) -> state.instances() + state.locks() == 0));
	}

	@Test
	@Tag("SU-07")
	void classObjectWhenCustomInterfaceThenTheJarsOwn() {
		Clsid clsid = this.classes.register();
		try (ComPointer<Shop> shop = classObject(clsid, Shop.class)) {
			assertThat(shop.get().sell("Tea")).isEqualTo("Tea sold by " + this.machine.launched.get(0).pid());
		}
	}

	@Test
	@Tag("SU-07")
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void classObjectWhenLicensedThenTheJarsOwn() throws Exception {
		Clsid clsid = this.classes.register();
		try (ComPointer<LicensedClassFactory> factory = classObject(clsid, LicensedClassFactory.class)) {
			assertThat(factory.get().licenseInfo().runtimeKeyAvailable()).isTrue();
			String key = factory.get().requestLicenseKey();
			assertThat(factory.get().createInstance(Hosted.class, key)).isInstanceOf(Hosted.class);
			assertFails(HResult.CLASS_E_NOTLICENSED, () -> factory.get().createInstance(Hosted.class, "wrong"));
		}
	}

	@Test
	@Tag("SU-07")
	void classObjectWhenInterfaceIsNotSupportedThenNoInterface() {
		Clsid clsid = this.classes.register();
		assertFails(HResult.E_NOINTERFACE, () -> classObject(clsid, Unsupported.class));
		assertThat(state()).matches((state) -> state.instances() + state.locks() == 0);
	}

	private <T> ComPointer<T> classObject(Clsid clsid, Class<T> type) {
		return this.machine.activator().getClassObject(ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER), type);
	}

	/**
	 * What no class object has.
	 */
	@ComInterface("{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E703}")
	interface Unsupported {

		void call();

	}

}
