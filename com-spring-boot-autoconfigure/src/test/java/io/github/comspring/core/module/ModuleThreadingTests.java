package io.github.comspring.core.module;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.Race;
import io.github.comspring.core.module.Probe.Answer;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the threads that call a jar's objects.
 */
@ExtendWith(NoLeftovers.class)
class ModuleThreadingTests {

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

	@ParameterizedTest
	@Tag("IP-05")
	@Tag("IP-06")
	@ValueSource(strings = { "Free", "Both", "Neutral" })
	void callWhenAnyThreadMayThenCallersOwn(String model) throws Exception {
		Answer answer = askWhoConstructed("any-" + model + ".jar", model);
		assertThat(List.of(answer.text(), answer.thread())).containsOnly(Thread.currentThread().getName());
	}

	@Test
	@Tag("IP-05")
	void callWhenApartmentThenOneThreadOfTheModule() throws Exception {
		Answer answer = askWhoConstructed("own.jar", "Apartment");
		assertThat(List.of(answer.text(), answer.thread())).containsOnly("com-apartment-own.jar");
	}

	@Test
	@Tag("IP-04")
	@Tag("IP-05")
	void callWhenNoModelThenMainApartmentForAllSuchModules() throws Exception {
		for (String name : List.of("old.jar", "older.jar")) {
			Answer answer = askWhoConstructed(name, null);
			assertThat(List.of(answer.text(), answer.thread())).containsOnly("com-main-apartment");
		}
	}

	@Test
	@Tag("AP-05")
	void callWhenManyClientsThenOneAtATimeOnOneThread() throws Exception {
		this.modules.jar("crowded.jar", "");
		ClassObject classObject = this.modules.classObject("crowded.jar", "Apartment");
		Probe probe = ModuleLoadingTests.create(classObject);
		Set<String> answers = ConcurrentHashMap.newKeySet();
		Race.run(100, (number) -> answers.add(probe.ask("calls").text()));
		// The count is not synchronized, so that two calls at a time would lose one
		assertThat(answers).hasSize(100);
	}

	private Answer askWhoConstructed(String name, String model) throws Exception {
		this.modules.jar(name, "");
		return ModuleLoadingTests.create(this.modules.classObject(name, model)).ask("constructor");
	}

}
