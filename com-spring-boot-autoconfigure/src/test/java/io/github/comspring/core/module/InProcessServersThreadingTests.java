package io.github.comspring.core.module;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests on which threads {@link InProcessServers} calls jars and their objects.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class InProcessServersThreadingTests {

	private static final List<String> POINTS = List.of("construct", "getClassObject", "createInstance", "call", "close",
			"canUnloadNow");

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
	@Tag("IP-04")
	@Tag("IP-05")
	void createWhenApartmentThenAllOnOneThreadOfTheModule() throws Exception {
		Clsid one = this.fixture.probe("one.jar", "Apartment");
		Clsid two = this.fixture.probe("two.jar", "Apartment");
		Thread ofOne = theOnlyThread(one);
		Passage.clear();
		Thread ofTwo = theOnlyThread(two);
		assertThat(ofOne).isNotSameAs(ofTwo).isNotSameAs(Thread.currentThread());
	}

	@Test
	@Tag("IP-04")
	@Tag("IP-05")
	void createWhenNoModelThenAllModulesOnMainThread() throws Exception {
		Clsid one = this.fixture.probe("one.jar", null);
		Clsid two = this.fixture.probe("two.jar", null);
		Thread ofOne = theOnlyThread(one);
		Passage.clear();
		Thread ofTwo = theOnlyThread(two);
		assertThat(ofOne).isSameAs(ofTwo).isNotSameAs(Thread.currentThread());
		assertThat(ofOne.getName()).isEqualTo("com-main-apartment");
	}

	@ParameterizedTest
	@CsvSource({ "Both, Apartment", "Apartment, Both", "Both,", ", Both", "Apartment,", ", Apartment" })
	@Tag("IP-04")
	@Tag("IP-05")
	void createWhenClassesOfAJarHaveTwoModelsThenEachAsItsOwnSays(@Nullable String model, @Nullable String other)
			throws Exception {
		Clsid one = new Clsid(Guid.random());
		Clsid two = new Clsid(Guid.random());
		ProbeModule.jar(one, "1", two).writeTo(this.directory.resolve("probe.jar"));
		this.fixture.register(one, "probe.jar", model);
		this.fixture.register(two, "probe.jar", other);
		assertFollows(model, threadsOf(one));
		assertFollows(other, threadsOf(two));
		assertThat(this.fixture.loaded()).hasSize(1);
	}

	private Set<Thread> threadsOf(Clsid clsid) throws Exception {
		Passage.clear();
		Race.run(4, (number) -> this.fixture.use(clsid));
		return new HashSet<>(Passage.threads("call"));
	}

	private static void assertFollows(@Nullable String model, Set<Thread> threads) {
		if ("Both".equals(model)) {
			assertThat(threads).hasSize(4);
			return;
		}
		String prefix = (model != null) ? "com-apartment-probe" : "com-main-apartment";
		assertThat(threads).singleElement().satisfies((thread) -> assertThat(thread.getName()).startsWith(prefix));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Free", "Both", "Neutral" })
	@Tag("IP-04")
	@Tag("IP-05")
	@Tag("IP-06")
	void createWhenAnyThreadMayCallThenCallersThread(String model) throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", model);
		Race.run(4, (number) -> this.fixture.use(clsid));
		assertThat(new HashSet<>(Passage.threads("call"))).hasSize(4);
		assertThat(Passage.threads("createInstance")).hasSameElementsAs(Passage.threads("call"));
		assertThat(theOnlyThreadOf("construct")).isIn(Passage.threads("call"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Free", "Both", "Neutral" })
	@Tag("AP-07")
	@Tag("IP-06")
	void callWhenAnyThreadMayThenTogether(String model) throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", model);
		CyclicBarrier all = new CyclicBarrier(8);
		Passage.on("call", all::await);
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			assertThat(Race.run(8, (number) -> pointer.get().call())).doesNotHaveDuplicates();
		}
	}

	@Test
	@Tag("IP-04")
	void getClassObjectWhenFreeThenEnteredTogether() throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", "Free");
		CyclicBarrier all = new CyclicBarrier(4);
		Passage.on("getClassObject", all::await);
		assertThat(Race.run(4, (number) -> this.fixture.use(clsid))).doesNotHaveDuplicates();
	}

	@Test
	@Tag("IP-05")
	void queryInterfaceWhenApartmentThenAskedOnItsThread() {
		Clsid clsid = this.fixture.probe("probe.jar", "Apartment");
		try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
			ModuleFixture.assertFails(HResult.E_NOINTERFACE, () -> pointer.queryInterface(ClassFactory.class));
		}
		assertThat(Passage.threads("queryInterface")).isNotEmpty().containsOnly(theOnlyThreadOf("createInstance"));
	}

	@Test
	@Tag("IP-05")
	void getWhenApartmentThenProxyOtherwiseObject() {
		Clsid apart = this.fixture.probe("apart.jar", "Apartment");
		Clsid both = this.fixture.probe("both.jar", "Both");
		try (ComPointer<Probe> one = this.fixture.create(apart); ComPointer<Probe> two = this.fixture.create(both)) {
			assertThat(Proxy.isProxyClass(one.get().getClass())).isTrue();
			assertThat(two.get().getClass().getName()).isEqualTo("jar.ProbeObject");
		}
	}

	@Test
	void entryPointsThenContextClassLoaderIsTheModules() {
		Clsid clsid = this.fixture.probe("probe.jar", "Both");
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Set<String> loaders = new HashSet<>();
		for (String point : List.of("construct", "getClassObject", "canUnloadNow")) {
			Passage.on(point, () -> loaders.add(Thread.currentThread().getContextClassLoader().getName()));
		}
		this.fixture.use(clsid);
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
		assertThat(loaders).containsExactly("probe.jar");
		assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
	}

	@Test
	@Tag("AP-06")
	void createOnMainThreadWhileClientLoadsSameJarThenBothServed() throws Exception {
		Clsid busy = this.fixture.probe("busy.jar", null);
		Clsid wanted = this.fixture.probe("wanted.jar", null);
		CountDownLatch mainIsBusy = new CountDownLatch(1);
		CompletableFuture<Thread> client = new CompletableFuture<>();
		Passage.on("call", () -> {
			Passage.on("call", () -> null);
			mainIsBusy.countDown();
			Thread loading = client.get();
			await().until(() -> loading.getState() == Thread.State.WAITING);
			return this.fixture.use(wanted);
		});
		List<Integer> calls = Race.run(2, (number) -> {
			if (number == 0) {
				return this.fixture.use(busy);
			}
			mainIsBusy.await();
			client.complete(Thread.currentThread());
			return this.fixture.use(wanted);
		});
		assertThat(calls).hasSize(2);
		assertThat(Passage.threads("construct")).hasSize(2);
	}

	@Test
	void closeWhenThreadIsInterruptedThenInstanceIsDestroyedAllTheSame() {
		Clsid clsid = this.fixture.probe("probe.jar", "Apartment");
		ComPointer<Probe> pointer = this.fixture.create(clsid);
		Thread.currentThread().interrupt();
		pointer.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(Passage.threads("close")).hasSize(1);
	}

	/**
	 * Puts an instance through all points, from two threads.
	 */
	private Thread theOnlyThread(Clsid clsid) throws Exception {
		Race.run(2, (number) -> this.fixture.use(clsid));
		this.fixture.modules.freeUnusedLibraries(Duration.ZERO);
		assertThat(Passage.points()).containsAll(POINTS);
		return theOnlyThreadOf(POINTS.toArray(String[]::new));
	}

	private static Thread theOnlyThreadOf(String... points) {
		Set<Thread> threads = new HashSet<>();
		for (String point : points) {
			threads.addAll(Passage.threads(point));
		}
		assertThat(threads).hasSize(1);
		return threads.iterator().next();
	}

}
