package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.fixture.Finder;
import io.github.comspring.fixture.FinderJar;
import io.github.comspring.fixture.NoLeftovers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Modules find their own things, drivers and services among them, wherever they run.
 */
@ExtendWith({ NoLeftovers.class, OutputCaptureExtension.class })
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ModuleContextTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner(Place place, String... names) {
		FinderJar.writeTo(this.directory.resolve("finder.jar"));
		FinderJar.writeTo(this.directory.resolve("another.jar"));
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.modules.path=" + this.directory,
					"comspring.applications.lab.app-id=" + new Clsid(Guid.random()),
					"comspring.applications.lab.spares=" + place.spares);
		for (String name : names) {
			String key = "comspring.classes[Lab." + name + "].";
			runner = runner.withPropertyValues(key + "clsid=" + new Clsid(Guid.random()),
					key + "in-process-server=" + name + ".jar", key + "context=" + place.context,
					key + "threading-model=" + place.model, key + "application=lab");
		}
		return runner;
	}

	@ParameterizedTest
	@EnumSource
	void moduleFindsItsOwnThings(Place place, CapturedOutput output) {
		runner(place, "finder").run((context) -> {
			place.await(context);
			try (ComPointer<Finder> pointer = create(context, "Lab.finder")) {
				Finder finder = pointer.get();
				ClassLoader before = Thread.currentThread().getContextClassLoader();
				assertThat(finder.multiply(6, 7)).isEqualTo(42);
				assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
				assertThat(finder.foreign()).isEqualTo(place.foreign("method"));
				assertThat(finder.service()).isEqualTo(place.direct ? "none" : "a service of the jar");
				assertThat(read(finder)).isEqualTo(place.handedOut("stream").toString());
				assertThat(finder.other().foreign()).isEqualTo(place.handedOut("method"));
				assertThat(finder.after(() -> {
				})).isEqualTo(place.foreign("after callback"));
				assertThat(finder.inThread()).isEqualTo(place.foreign("thread"));
				try (ComPointer<Finder.Second> second = pointer.queryInterface(Finder.Second.class)) {
					assertThat(second.get().foreignToo()).isEqualTo(place.foreign("second interface"));
				}
				assertThat(finder.foreign()).isEqualTo(place.foreign("method"));
			}
		});
		assertThat(output).doesNotContain("restricted method");
	}

	private static String read(Finder finder) throws IOException {
		byte[] bytes = new byte[100];
		int length = finder.stream().read(bytes, 0, bytes.length);
		return new String(bytes, 0, length, StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@EnumSource(names = { "IN_PROCESS", "SURROGATE" })
	void twoModulesInOneProcessEachHaveTheirDriver(Place place) {
		// Has looked for drivers already, as that of an application has
		DriverManager.getDrivers();
		runner(place, "finder", "another").run((context) -> {
			try (ComPointer<Finder> one = create(context, "Lab.finder");
					ComPointer<Finder> other = create(context, "Lab.another")) {
				assertThat(one.get().multiply(6, 7)).isEqualTo(42);
				assertThat(other.get().multiply(5, 5)).isEqualTo(25);
				assertThat(context.getBean(ServiceControlManager.class).servers())
					.hasSize((place == Place.SURROGATE) ? 1 : 0);
			}
		});
	}

	@Test
	void standardInputOfSurrogateIsEmpty() {
		runner(Place.SURROGATE, "finder").run((context) -> {
			try (ComPointer<Finder> pointer = create(context, "Lab.finder")) {
				assertThat(pointer.get().input()).isEqualTo(-1);
				assertThat(pointer.get().service()).isNotEmpty();
			}
		});
	}

	private static ComPointer<Finder> create(ApplicationContext context, String name) {
		return context.getBean(Activator.class).createInstance(name, Finder.class);
	}

	/**
	 * Where the module runs.
	 */
	enum Place {

		IN_PROCESS("in-process", "both", 0), APARTMENT("in-process", "apartment", 0), SURROGATE("surrogate", "both", 0),
		SURROGATE_APARTMENT("surrogate", "apartment", 0), SPARE("surrogate", "both", 1);

		private final String context;

		private final String model;

		private final int spares;

		/** Whether a pointer is the object itself, which nobody stands before. */
		private final boolean direct;

		Place(String context, String model, int spares) {
			this.context = context;
			this.model = model;
			this.spares = spares;
			this.direct = context.equals("in-process") && model.equals("both");
		}

		List<String> foreign(String where) {
			return this.direct ? List.of(where) : List.of();
		}

		/**
		 * Nobody stands before what an object hands out in process.
		 */
		List<String> handedOut(String where) {
			return this.context.equals("in-process") ? List.of(where) : List.of();
		}

		void await(ApplicationContext context) {
			if (this.spares > 0) {
				ServiceControlManager scm = context.getBean(ServiceControlManager.class);
				Awaitility.await().until(() -> scm.servers().stream().anyMatch((each) -> each.kind() == Kind.SPARE));
			}
		}

	}

}
