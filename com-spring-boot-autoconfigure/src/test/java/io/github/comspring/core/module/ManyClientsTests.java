package io.github.comspring.core.module;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Race;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads that use one class object, or one object, at the same time: by the
 * threading model of the class together, or one after the other on the class's thread.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class ManyClientsTests {

	private static final int CLIENTS = 64;

	@TempDir
	Path directory;

	private ModuleFixture fixture;

	private final AtomicBoolean busy = new AtomicBoolean();

	@BeforeEach
	void open() {
		this.fixture = new ModuleFixture(this.directory);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("AP-05")
	void callWhenApartmentThenOneAtATimeOnItsThread() throws Exception {
		List<Thread> apartments = new ArrayList<>();
		for (String model : new String[] { null, "Apartment", "Apartment" }) {
			Clsid clsid = this.fixture.probe("probe" + apartments.size() + ".jar", model);
			Passage.clear();
			Passage.on("call", this::passAlone);
			try (ComPointer<Probe> pointer = this.fixture.create(clsid)) {
				assertThat(Race.run(100, (number) -> pointer.get().call())).doesNotHaveDuplicates();
			}
			assertThat(Passage.threads("call")).hasSize(100);
			apartments.add(theOnlyThread("call"));
			assertThat(theOnlyThread("createInstance")).isSameAs(theOnlyThread("call"));
		}
		assertThat(apartments).doesNotHaveDuplicates().doesNotContain(Thread.currentThread());
		assertThat(apartments.get(0).getName()).isEqualTo("com-main-apartment");
	}

	@Test
	@Tag("CF-06")
	void createWhenFreeThenTogetherOnTheClientsThreads() throws Exception {
		CyclicBarrier all = new CyclicBarrier(CLIENTS);
		Passage.on("createInstance", all::await);
		create("Free");
		assertThat(new HashSet<>(Passage.threads("createInstance"))).hasSize(CLIENTS);
	}

	@Test
	@Tag("CF-06")
	void createWhenApartmentThenOneAtATimeOnItsThread() throws Exception {
		Passage.on("createInstance", this::passAlone);
		create("Apartment");
		assertThat(theOnlyThread("createInstance")).isSameAs(theOnlyThread("getClassObject"));
	}

	/**
	 * Has many clients create instances with one class object.
	 */
	private void create(String model) throws Exception {
		Clsid clsid = this.fixture.probe("probe.jar", model);
		try (ComPointer<?> classObject = this.fixture.activator.getClassObject(clsid, ClassFactory.class)) {
			List<ComPointer<Probe>> created = Race.run(CLIENTS,
					(number) -> this.fixture.activator.createInstance(classObject, Probe.class));
			assertThat(Passage.threads("createInstance")).hasSize(CLIENTS);
			assertThat(created).extracting(ComPointer::get).doesNotHaveDuplicates();
			created.forEach(ComPointer::close);
			assertThat(Passage.threads("close")).hasSize(CLIENTS);
		}
	}

	private Object passAlone() {
		assertThat(this.busy.compareAndSet(false, true)).as("alone").isTrue();
		Thread.yield();
		this.busy.set(false);
		return null;
	}

	private static Thread theOnlyThread(String point) {
		return new HashSet<>(Passage.threads(point)).stream().reduce((one, other) -> {
			throw new AssertionError(point + " on " + one + " and " + other);
		}).orElseThrow();
	}

}
