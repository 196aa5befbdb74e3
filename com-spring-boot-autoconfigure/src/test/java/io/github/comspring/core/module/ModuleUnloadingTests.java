package io.github.comspring.core.module;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static io.github.comspring.core.module.ProbeModules.MAY_GO;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for unloading jars with {@link InProcessServers}.
 */
@ExtendWith(NoLeftovers.class)
class ModuleUnloadingTests {

	private static final Duration DELAY = Duration.ofMinutes(10);

	@TempDir
	private Path directory;

	private ProbeModules modules;

	@BeforeEach
	void open() {
		this.modules = new ProbeModules(this.directory);
	}

	@AfterEach
	void close() {
		this.modules.close();
	}

	@Test
	@Tag("IP-07")
	void freeUnusedLibrariesWhenModuleSaysYesThenUnloadedAndElseNot() throws Exception {
		loadAndRelease("yes.jar", MAY_GO);
		loadAndRelease("no.jar", "public boolean canUnloadNow() { return false; }");
		loadAndRelease("code.jar", "public boolean canUnloadNow() { throw new ComException(HResult.E_FAIL, \"No\"); }");
		loadAndRelease("throws.jar", "public boolean canUnloadNow() { throw new IllegalStateException(); }");
		loadAndRelease("silent.jar", "");
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("yes.jar")).isFalse();
		assertThat(this.modules.servers.modules()).extracting((module) -> module.jar().getFileName().toString())
			.containsExactlyInAnyOrder("no.jar", "code.jar", "throws.jar", "silent.jar");
	}

	@Test
	@Tag("IP-08")
	void freeUnusedLibrariesWhenUnusedForTheDelayThenUnloaded() throws Exception {
		loadAndRelease("delayed.jar", MAY_GO);
		this.modules.free(DELAY);
		pass(Duration.ofMinutes(9));
		this.modules.free(DELAY);
		assertThat(this.modules.isLoaded("delayed.jar")).isTrue();
		pass(Duration.ofMinutes(2));
		this.modules.free(DELAY);
		assertThat(this.modules.isLoaded("delayed.jar")).isFalse();
	}

	@Test
	@Tag("IP-08")
	void freeUnusedLibrariesWhenUsedInBetweenThenDelayStartsAgain() throws Exception {
		loadAndRelease("used.jar", MAY_GO);
		this.modules.free(DELAY);
		pass(Duration.ofMinutes(5));
		this.modules.classObject("used.jar", "Both").server().release();
		pass(Duration.ofMinutes(6));
		this.modules.free(DELAY);
		assertThat(this.modules.isLoaded("used.jar")).isTrue();
		pass(Duration.ofMinutes(11));
		this.modules.free(DELAY);
		assertThat(this.modules.isLoaded("used.jar")).isFalse();
	}

	@Test
	@Tag("IP-08")
	void freeUnusedLibrariesWhenApartmentThenNoDelay() throws Exception {
		this.modules.jar("apartment.jar", MAY_GO);
		this.modules.classObject("apartment.jar", "Apartment").server().release();
		this.modules.free(DELAY);
		assertThat(this.modules.isLoaded("apartment.jar")).isFalse();
	}

	@Test
	@Tag("IP-10")
	void freeUnusedLibrariesWhenHeldOrLockedThenStays() throws Exception {
		this.modules.jar("held.jar", MAY_GO);
		ClassObject classObject = this.modules.classObject("held.jar", "Both");
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("held.jar")).isTrue();
		classObject.lockServer(true);
		classObject.server().release();
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("held.jar")).isTrue();
		classObject.lockServer(false);
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("held.jar")).isFalse();
	}

	@Test
	@Tag("IP-10")
	void freeUnusedLibrariesWhenOthersActivateThenLiveOrFreshLoad() throws Exception {
		this.modules.jar("busy.jar", MAY_GO);
		AtomicBoolean over = new AtomicBoolean();
		Race.run(5, (number) -> {
			if (number == 0) {
				for (int i = 0; i < 200; i++) {
					this.modules.free(Duration.ZERO);
				}
				over.set(true);
			}
			while (number > 0 && !over.get()) {
				ClassObject classObject = this.modules.classObject("busy.jar", "Both");
				assertThat(ModuleLoadingTests.create(classObject).ask("still here").text()).isEqualTo("still here");
				classObject.server().release();
			}
			return null;
		});
	}

	@Test
	@Tag("IP-11")
	void freeUnusedLibrariesWhenUnloadedThenFreshStateAndClassLoaderCollected() throws Exception {
		this.modules.jar("cycle.jar", MAY_GO);
		WeakReference<ClassLoader> first = loadCallAndUnload();
		for (int i = 0; i < 20; i++) {
			loadCallAndUnload();
		}
		assertThat(ProbeModules.loads("cycle.jar")).isEqualTo(21);
		Awaitility.await().until(() -> {
			System.gc();
			return first.get() == null;
		});
	}

	private WeakReference<ClassLoader> loadCallAndUnload() throws Exception {
		ClassObject classObject = this.modules.classObject("cycle.jar", "Both");
		Probe probe = ModuleLoadingTests.create(classObject);
		assertThat(probe.ask("calls").text()).isEqualTo("1");
		classObject.server().release();
		this.modules.free(Duration.ZERO);
		assertThat(this.modules.isLoaded("cycle.jar")).isFalse();
		return new WeakReference<>(probe.getClass().getClassLoader());
	}

	@Test
	void closeThenEverythingIsUnloaded() throws Exception {
		this.modules.jar("main.jar", "");
		this.modules.classObject("main.jar", null);
		this.modules.close();
		assertThat(this.modules.servers.modules()).isEmpty();
	}

	private void loadAndRelease(String name, String members) throws Exception {
		this.modules.jar(name, members);
		this.modules.classObject(name, "Both").server().release();
	}

	private void pass(Duration time) {
		this.modules.now.addAndGet(time.toNanos());
	}

}
