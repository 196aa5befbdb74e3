package io.github.comspring.core.module;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests when {@link InProcessServers} unloads jars, and what is left of them.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class InProcessServersUnloadingTests {

	private static final Duration DELAY = Duration.ofMinutes(10);

	private static final String DRIVER = """
			package jar;

			import java.sql.*;

			public final class ProbeDriver implements Driver {

				static {
					try {
						DriverManager.registerDriver(new ProbeDriver());
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				}

				public Connection connect(String url, java.util.Properties info) {
					return null;
				}

				public boolean acceptsURL(String url) {
					return false;
				}

				public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
					return new DriverPropertyInfo[0];
				}

				public int getMajorVersion() {
					return 1;
				}

				public int getMinorVersion() {
					return 0;
				}

				public boolean jdbcCompliant() {
					return false;
				}

				public java.util.logging.Logger getParentLogger() {
					return null;
				}

			}
			""";

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
	@Tag("IP-07")
	void freeWhenModuleSaysYesThenUnloaded() {
		assertThat(staysWhenItAnswers(() -> true)).isFalse();
	}

	@Test
	@Tag("IP-07")
	void freeWhenModuleSaysNoThenStays() {
		assertThat(staysWhenItAnswers(() -> false)).isTrue();
	}

	@Test
	@Tag("IP-07")
	void freeWhenModuleAnswersAnotherCodeThenStays() {
		assertThat(staysWhenItAnswers(() -> {
			throw new ComException(HResult.E_UNEXPECTED, "Ask later");
		})).isTrue();
	}

	@Test
	@Tag("IP-07")
	void freeWhenModuleThrowsThenStays() {
		assertThat(staysWhenItAnswers(() -> {
			throw new IllegalStateException("Cannot tell");
		})).isTrue();
	}

	@Test
	@Tag("IP-07")
	void freeWhenModuleHasNoSuchEntryPointThenStays() {
		Clsid clsid = new Clsid(Guid.random());
		new ModuleJar().source("jar.Plain", """
				package jar;
				public final class Plain implements io.github.comspring.ComModule {
					public Object getClassObject(io.github.comspring.Clsid clsid) {
						return (io.github.comspring.ClassFactory<Object>) (type) -> new Object();
					}
				}
				""").attribute("Com-Module", "jar.Plain").writeTo(this.directory.resolve("plain.jar"));
		this.fixture.register(clsid, "plain.jar", "Both");
		this.fixture.activator.createInstance(clsid, Object.class).close();
		free();
		assertThat(this.fixture.loaded()).containsExactly(Path.of("plain.jar"));
	}

	private boolean staysWhenItAnswers(Callable<Boolean> answer) {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		this.fixture.use(clsid);
		Passage.on("canUnloadNow", answer);
		free();
		return !this.fixture.loaded().isEmpty();
	}

	@Test
	@Tag("IP-08")
	void freeWhenUnusedForTheDelayThenUnloaded() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		this.fixture.use(clsid);
		assertThat(staysAtMinute(0)).isTrue();
		assertThat(staysAtMinute(9)).isTrue();
		assertThat(staysAtMinute(11)).isFalse();
	}

	@Test
	@Tag("IP-08")
	void freeWhenUsedInBetweenThenDelayBeginsAgain() {
		Clsid clsid = this.fixture.probe("probe.jar", "Free");
		this.fixture.use(clsid);
		assertThat(staysAtMinute(0)).isTrue();
		this.fixture.use(clsid);
		assertThat(staysAtMinute(11)).isTrue();
		assertThat(staysAtMinute(20)).isTrue();
		assertThat(staysAtMinute(22)).isFalse();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "Apartment")
	@Tag("IP-08")
	void freeWhenInAnApartmentThenNoDelay(String model) {
		this.fixture.use(this.fixture.probe("probe.jar", model));
		assertThat(staysAtMinute(0)).isFalse();
	}

	private boolean staysAtMinute(int minute) {
		this.fixture.now.set(Duration.ofMinutes(minute).toNanos());
		this.fixture.modules.freeUnusedLibraries(DELAY);
		return !this.fixture.loaded().isEmpty();
	}

	@Test
	@Tag("IP-10")
	void freeWhenInstanceIsHeldThenStays() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			assertKept();
			assertThat(pointer.get().call()).isOne();
		}
		assertFreed();
	}

	@Test
	@Tag("IP-10")
	void freeWhenClassObjectIsHeldThenStays() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		try (ComPointer<?> pointer = this.fixture.activator.getClassObject(clsid, ClassFactory.class)) {
			assertKept();
			this.fixture.activator.createInstance(pointer, Probe.class).close();
		}
		assertFreed();
	}

	@Test
	@Tag("IP-10")
	void freeWhenServerIsLockedThenStays() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		lock(clsid, true);
		assertKept();
		lock(clsid, false);
		assertFreed();
	}

	private void lock(Clsid clsid, boolean lock) {
		try (ComPointer<?> pointer = this.fixture.activator.getClassObject(clsid, ClassFactory.class)) {
			((ClassFactory<?>) pointer.get()).lockServer(lock);
		}
	}

	private void assertKept() {
		free();
		free();
		assertThat(this.fixture.loaded()).containsExactly(Path.of("probe.jar"));
		assertThat(Passage.threads("canUnloadNow")).isEmpty();
	}

	private void assertFreed() {
		free();
		assertThat(this.fixture.loaded()).isEmpty();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "Apartment", "Both" })
	@Tag("IP-10")
	void freeWhileClientsActivateThenNobodyFails(String model) throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", model);
		// At rest the jar goes, so that each round begins with a load
		CyclicBarrier rest = new CyclicBarrier(17, this::free);
		Race.run(17, (number) -> {
			for (int round = 0; round < 20; round++) {
				rest.await();
				for (int i = 0; i < 3; i++) {
					freeOrUse(number, clsid);
				}
			}
			return number;
		});
		assertThat(Passage.threads("construct")).hasSizeGreaterThanOrEqualTo(20);
		assertThat(Passage.threads("close")).hasSize(20 * 16 * 3);
		assertFreed();
	}

	private void freeOrUse(int number, Clsid clsid) {
		if (number == 0) {
			free();
		}
		else {
			this.fixture.use(clsid);
		}
	}

	@Test
	@Tag("IP-10")
	void createBetweenQuestionAndUnloadThenJarStays() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		this.fixture.use(clsid);
		List<ComPointer<Probe>> held = new ArrayList<>();
		Passage.on("canUnloadNow", () -> held.add(this.fixture.create(clsid)));
		free();
		assertThat(this.fixture.loaded()).containsExactly(Path.of("probe.jar"));
		assertThat(held.get(0).get().call()).isEqualTo(2);
		held.get(0).close();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "Apartment", "Both" })
	@Tag("IP-11")
	void createAfterUnloadThenFreshStateAndNothingIsLeft(String model) {
		assertNothingIsLeft(this.fixture.probe("probe.jar", model));
	}

	@Test
	void createAfterUnloadWhenJarHasDriverThenNothingIsLeft() {
		Clsid clsid = new Clsid(Guid.random());
		ProbeModule.jar(clsid)
			.source("jar.ProbeDriver", DRIVER)
			.resource("META-INF/services/java.sql.Driver", "jar.ProbeDriver")
			.writeTo(this.directory.resolve("probe.jar"));
		this.fixture.register(clsid, "probe.jar", "Both");
		assertNothingIsLeft(clsid);
	}

	private void assertNothingIsLeft(Clsid clsid) {
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		Passage.on("construct", () -> loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader())));
		for (int i = 0; i < 50; i++) {
			assertThat(this.fixture.use(clsid)).isOne();
			assertThat(this.fixture.use(clsid)).isEqualTo(2);
			free();
			assertThat(NoLeftovers.openJars()).isEmpty();
		}
		assertThat(loaders).hasSize(50);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(loaders).allMatch((loader) -> loader.get() == null);
		});
	}

	@Test
	@Tag("IP-11")
	void createAfterJarIsReplacedThenNewVersion() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		assertThat(reply(clsid)).isEqualTo("version 1");
		free();
		ProbeModule.jar(clsid, "2").writeTo(this.directory.resolve("probe.jar"));
		assertThat(reply(clsid)).isEqualTo("version 2");
	}

	private String reply(Clsid clsid) {
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			return pointer.get().reply("version").text();
		}
	}

	@Test
	void closeWhenInstancesAreHeldThenTheyAreDisconnected() {
		Clsid apart = this.fixture.probe("apart.jar", "Apartment");
		Clsid main = this.fixture.probe("main.jar", null);
		try (ComPointer<Probe> one = this.fixture.create(apart); ComPointer<Probe> two = this.fixture.create(main)) {
			this.fixture.modules.close();
			assertThat(this.fixture.loaded()).isEmpty();
			ModuleFixture.assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> one.get().call());
			ModuleFixture.assertFails(HResult.CO_E_OBJNOTCONNECTED, () -> two.get().call());
		}
	}

	@Test
	void createAfterCloseThenStopping() {
		Clsid both = this.fixture.probe("both.jar", "Both");
		Clsid apart = this.fixture.probe("apart.jar", "Apartment");
		this.fixture.use(both);
		this.fixture.modules.close();
		ModuleFixture.assertFails(HResult.CO_E_SERVER_STOPPING, () -> this.fixture.create(both));
		ModuleFixture.assertFails(HResult.CO_E_SERVER_STOPPING, () -> this.fixture.create(apart));
		assertThat(Passage.threads("construct")).hasSize(1);
	}

	private void free() {
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
	}

}
