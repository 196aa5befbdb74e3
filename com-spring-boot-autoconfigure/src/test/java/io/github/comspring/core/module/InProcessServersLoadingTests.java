package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests how {@link InProcessServers} loads jars.
 */
@ExtendWith(NoLeftovers.class)
class InProcessServersLoadingTests {

	@TempDir
	Path directory;

	private ModuleFixture fixture;

	@BeforeEach
	void open() {
		this.fixture = new ModuleFixture(this.directory);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("IP-01")
	void createWhenRegisteredThenModuleGetsClsidAfterTreatAs() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		Clsid old = new Clsid(Guid.random());
		this.fixture.value("CLSID\\" + old + "\\TreatAs", null, clsid.toString());
		assertThat(this.fixture.use(old)).isOne();
		assertThat(Passage.points()).contains("getClassObject " + clsid).doesNotContain("getClassObject " + old);
	}

	@Test
	@Tag("IP-01")
	void createWhenModuleLacksClassThenClassNotAvailable() {
		this.fixture.probe("probe.jar", "Both");
		Clsid other = new Clsid(Guid.random());
		this.fixture.register(other, "probe.jar", "Both");
		ModuleFixture.assertFails(HResult.CLASS_E_CLASSNOTAVAILABLE, () -> this.fixture.create(other));
		assertThat(Passage.points()).contains("getClassObject " + other);
	}

	@Test
	@Tag("IP-03")
	void createWhenFirstUsedByManyThreadsThenLoadedOnce() throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		List<Integer> calls = Race.run(32, (number) -> this.fixture.use(clsid));
		assertThat(calls).doesNotHaveDuplicates().hasSize(32);
		assertThat(Passage.threads("construct")).hasSize(1);
	}

	@Test
	@Tag("IP-03")
	void createWhenReachedByAnotherNameThenSameLoad() throws IOException {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		assertThat(this.fixture.use(clsid)).isOne();
		Files.createSymbolicLink(this.directory.resolve("link.jar"), this.directory.resolve("probe.jar"));
		this.fixture.register(clsid, "link.jar", "Both");
		assertThat(this.fixture.use(clsid)).isEqualTo(2);
		assertThat(Passage.threads("construct")).hasSize(1);
	}

	@Test
	@Tag("RG-09")
	void createWhenPathIsQuotedThenFound() {
		Clsid clsid = this.fixture.probe("a probe.jar", "Both");
		this.fixture.register(clsid, '"' + this.directory.resolve("a probe.jar").toString() + '"', "Both");
		assertThat(this.fixture.use(clsid)).isOne();
		this.fixture.register(clsid, "\"a probe.jar\"", "Both");
		assertThat(this.fixture.use(clsid)).isEqualTo(2);
	}

	@Test
	@Tag("CX-03")
	void createWhenHandlerThenJarOfHandler() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		ActivationRequest request = ActivationRequest.of(clsid).in(ClassContext.INPROC_HANDLER);
		ModuleFixture.assertFails(HResult.REGDB_E_CLASSNOTREG,
				() -> this.fixture.activator.createInstance(request, Probe.class));
		ProbeModule.jar(clsid, "of the handler").writeTo(this.directory.resolve("handler.jar"));
		this.fixture.value("CLSID\\" + clsid + "\\InprocHandler32", null, "handler.jar");
		try (ComPointer<Probe> pointer = this.fixture.activator.createInstance(request, Probe.class)) {
			assertThat(pointer.get().reply("jar").text()).isEqualTo("jar of the handler");
		}
		assertThat(this.fixture.loaded()).containsExactly(Path.of("handler.jar"));
	}

	@Test
	void modulesThenListsJarsWithClassObjects() {
		Clsid clsid = this.fixture.probe("probe.jar", "Free");
		assertThat(this.fixture.modules.modules()).isEmpty();
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			assertThat(this.fixture.modules.modules()).singleElement().satisfies((module) -> {
				assertThat(module.jar()).hasFileName("probe.jar");
				assertThat(module.classObjects()).singleElement()
					.satisfies((known) -> assertThat(known.instances()).isOne());
			});
			assertThat(pointer.coClass().clsid()).isEqualTo(clsid);
		}
	}

	@Test
	void closeWhileModuleIsConstructedThenNotHeldUpAndNothingStaysLoaded() throws Exception {
		Clsid clsid = this.fixture.probe("slow.jar", "Both");
		CountDownLatch constructing = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		Passage.on("construct", () -> {
			constructing.countDown();
			return closed.await(30, TimeUnit.SECONDS);
		});
		Race.run(2, (number) -> {
			if (number == 0) {
				ModuleFixture.assertFails(HResult.CO_E_SERVER_STOPPING, () -> this.fixture.create(clsid));
			}
			else {
				constructing.await();
				this.fixture.modules.close();
				closed.countDown();
			}
			return null;
		});
		assertThat(this.fixture.loaded()).isEmpty();
	}

	@Test
	void createWhenConstructorOfTheModuleNeedsItsOwnClassThenErrorSaysSo() {
		Clsid clsid = this.fixture.probe("circle.jar", "Both");
		Passage.on("construct", () -> this.fixture.create(clsid));
		assertThatThrownBy(() -> this.fixture.create(clsid)).isInstanceOf(ComException.class)
			.hasMessageContaining("circle.jar needs itself");
		assertThat(Passage.threads("construct")).hasSize(1);
		assertThat(this.fixture.loaded()).isEmpty();
	}

}
