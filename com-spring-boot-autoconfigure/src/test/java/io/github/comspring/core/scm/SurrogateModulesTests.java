package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Jars inside of a surrogate.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateModulesTests {

	@RegisterExtension
	final TestMachine machine = new TestMachine(TestMachine.LONG, BuiltInSurrogate.IDLE_TIMEOUT,
			"-Dcomspring.surrogate.free-interval=50");

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	@BeforeEach
	void register() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
	}

	@Test
	@Tag("SU-06")
	@EnabledOnOs(OS.LINUX)
	void releaseWhenLastOfItsJarThenJarIsUnloadedAndLoadedAgain() throws IOException {
		Clsid unused = this.classes.register(this.appId);
		try (ComPointer<Hosted> pointer = this.classes.create(this.classes.register(this.appId))) {
			long surrogate = pointer.get().pid();
			assertThat(this.classes.activate(unused)).isEqualTo(surrogate);
			await().untilAsserted(() -> assertThat(openJars(surrogate)).hasSize(1));
			assertThat(openJars(surrogate)).noneMatch((jar) -> jar.endsWith(unused.guid() + ".jar"));
			assertThat(this.classes.activate(unused)).isEqualTo(surrogate);
			assertThat(pointer.get().pid()).isEqualTo(surrogate);
		}
	}

	private List<Path> openJars(long surrogate) throws IOException {
		List<Path> jars = new ArrayList<>();
		try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(surrogate), "fd"))) {
			for (Path each : open.toList()) {
				if (Files.isSymbolicLink(each)
						&& Files.readSymbolicLink(each).startsWith(this.directory.toRealPath())) {
					jars.add(Files.readSymbolicLink(each));
				}
			}
		}
		return jars;
	}

	@Test
	void callWhenThreadingModelIsApartmentThenOnTheThreadOfTheJar() {
		Clsid clsid = this.classes.register(this.appId);
		this.machine.value(clsid, "InprocServer32", "ThreadingModel", "Apartment");
		try (ComPointer<Hosted> first = this.classes.create(clsid);
				ComPointer<Hosted> second = this.classes.create(clsid)) {
			assertThat(first.get().thread()).startsWith("com-apartment-").isEqualTo(second.get().thread());
		}
	}

	@Test
	@Tag("SU-08")
	void callWhenJarsHaveDifferentModelsThenEachInItsApartment() {
		List<String> threads = Stream.of("Free", "Both", "Apartment", "Apartment", null, null)
			.map(this::threadOfModel)
			.toList();
		assertThat(threads.subList(0, 2)).allSatisfy((each) -> assertThat(each).doesNotContain("apartment"));
		assertThat(threads.subList(2, 4)).allSatisfy((each) -> assertThat(each).startsWith("com-apartment-"))
			.doesNotHaveDuplicates();
		assertThat(threads.subList(4, 6)).containsOnly("com-main-apartment");
		assertThat(this.machine.launched).hasSize(1);
	}

	private String threadOfModel(@Nullable String model) {
		Clsid clsid = this.classes.register(this.appId);
		if (model != null) {
			this.machine.value(clsid, "InprocServer32", "ThreadingModel", model);
		}
		else {
			this.machine.hive
				.edit((root) -> root.withoutValue("CLSID\\" + clsid + "\\InprocServer32", "ThreadingModel"));
		}
		try (ComPointer<Hosted> pointer = this.classes.create(clsid)) {
			return pointer.get().thread();
		}
	}

}
