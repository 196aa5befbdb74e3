package io.github.comspring.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.comspring.Activator;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.ComReference;
import io.github.comspring.HResult;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that an application calls while it starts and stops, in each place where they
 * can be. Nothing that the application holds itself delays its end, which clients could
 * hold up for a day.
 */
@ExtendWith({ NoLeftovers.class, OutputCaptureExtension.class })
@Timeout(180)
class StartAndStopTests {

	private static final String SERVED = "Hello you";

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.shutdown-grace-period=1d")
		.withUserConfiguration(Calling.class);

	@ParameterizedTest
	@ValueSource(strings = { "in-process", "surrogate", "local-server" })
	void callWhenClassIsNoBeanThenServedAtStartAndStop(String place) {
		Caller caller = run(elsewhere(place), (running) -> running.call("running"));
		assertThat(caller.heard).hasSize(16).allMatch((each) -> each.endsWith(SERVED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "in-process", "surrogate", "local-server" })
	void callWhenClassIsNoBeanAndApplicationIsClosedThenToldSo(String place) {
		Caller caller = run(elsewhere(place), (running) -> {
		});
		caller.heard.clear();
		caller.call("closed");
		assertThat(caller.heard).hasSize(4).allSatisfy((each) -> assertThat(each).doesNotContain("spelling", SERVED));
	}

	/**
	 * Nothing but the reference says that its bean needs anything else.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "in-process", "surrogate", "local-server" })
	void callWhenForTheFirstTimeAsBeanIsDestroyedThenServed(String place) {
		List<String> heard = new ArrayList<>();
		elsewhere(place,
				new ApplicationContextRunner().withUserConfiguration(CallingLast.class)
					.withBean(Heard.class, () -> heard::add)
					.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class)))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(heard).containsExactly(SERVED);
	}

	private ApplicationContextRunner elsewhere(String place) {
		return elsewhere(place, this.runner);
	}

	private ApplicationContextRunner elsewhere(String place, ApplicationContextRunner calling) {
		String properties = "comspring.classes[" + Greeter.PROG_ID + "].";
		if (place.equals("local-server")) {
			return calling.withPropertyValues(properties + "clsid=" + Greeter.CLSID,
					properties + "local-server=" + GreeterApplication.commandLine());
		}
		new ModuleJar().source("greeting.Module", """
				package greeting;

				import io.github.comspring.*;
				import io.github.comspring.fixture.Greeter;

				public final class Module implements ComModule, Greeter {

					public Object getClassObject(Clsid clsid) {
						return (ClassFactory<Object>) (type) -> this;
					}

					public String greet(String name) {
						return "Hello " + name;
					}

					public long pid() {
						return ProcessHandle.current().pid();
					}

					public String client() {
						return "nobody";
					}

				}
				""")
			.copy(Greeter.class)
			.attribute("Com-Module", "greeting.Module")
			.attribute("Com-Interfaces", Greeter.class.getName())
			.attribute("Com-Classes", Greeter.PROG_ID + " " + Greeter.CLSID)
			.writeTo(this.directory.resolve("greeting.jar"));
		return calling.withPropertyValues("comspring.modules.path=" + this.directory,
				properties + "in-process-server=greeting.jar", properties + "context=" + place);
	}

	@Test
	void callWhenClassIsBeanThenStillStartingAndThenServedAndThenStopping(CapturedOutput output) {
		Caller caller = run(this.runner.withUserConfiguration(Serving.class), (running) -> {
			assertRefused(running.heard, 8, HResult.CO_E_NOTINITIALIZED, "still starting");
			running.heard.clear();
			running.call("running");
			assertThat(running.heard).hasSize(4).allMatch((each) -> each.endsWith(SERVED));
			running.heard.clear();
		});
		assertThat(caller.heard.remove(0)).as("a pointer that it has works")
			.isEqualTo("destroyed: reference: " + SERVED);
		assertRefused(caller.heard, 3, HResult.CO_E_SERVER_STOPPING, "stopping");
		caller.heard.clear();
		caller.call("closed");
		assertThat(caller.heard.remove(0)).contains("released with its application");
		assertRefused(caller.heard, 3, HResult.CO_E_SERVER_STOPPING, "stopping");
		assertThat(output).doesNotContain("Stopping although", "Stopping without");
	}

	@Test
	void callWhenBeanWasNotCalledBeforeTheStopThenStopping() {
		Caller caller = run(this.runner.withUserConfiguration(Serving.class), (running) -> running.heard.clear());
		assertRefused(caller.heard, 4, HResult.CO_E_SERVER_STOPPING, "stopping");
	}

	@Test
	void callWhenStartFailsThenStartingHasFailed() {
		List<String> heard = new ArrayList<>();
		this.runner.withUserConfiguration(Serving.class, Failing.class)
			.withBean(Heard.class, () -> heard::add)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage("No paper"));
		assertRefused(heard, 12, HResult.CO_E_NOTINITIALIZED, "still starting, or failed to");
	}

	@Test
	void callWhenBeansAreLazyThenServedAtTheFirstUse() {
		Caller caller = run(
				this.runner.withUserConfiguration(Serving.class)
					.withInitializer((context) -> context
						.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor())),
				(running) -> assertThat(running.heard).hasSize(8).allMatch((each) -> each.endsWith(SERVED)));
		assertThat(caller.heard).contains("destroyed: reference: " + SERVED);
	}

	@Test
	void callWhenBeanIsLaunchedForItsOwnStartThenStillStartingRatherThanAnotherProcess() {
		run(this.runner.withUserConfiguration(Serving.class)
			.withPropertyValues("comspring.classes[" + Greeter.PROG_ID + "].clsid=" + Greeter.CLSID,
					"comspring.classes[" + Greeter.PROG_ID + "].local-server=/no/such/program"),
				(running) -> assertRefused(running.heard, 8, HResult.CO_E_NOTINITIALIZED, "still starting"));
	}

	@Test
	void closeWhenPointerIsClosedAsBeanIsDestroyedThenNobodyWaits(CapturedOutput output) {
		run(this.runner.withUserConfiguration(Serving.class), (running) -> {
			running.held.add(running.activator.createInstance(Greeter.PROG_ID, Greeter.class));
			ComPointer<? extends ClassFactory<?>> locked = classObject(running.activator);
			locked.get().lockServer(true);
			running.held.add(locked);
		});
		assertThat(output).doesNotContain("Stopping although", "Stopping without");
	}

	@SuppressWarnings("unchecked")
	private static ComPointer<? extends ClassFactory<?>> classObject(Activator activator) {
		return (ComPointer<? extends ClassFactory<?>>) (ComPointer<?>) activator.getClassObject(Clsid.of(Greeter.CLSID),
				ClassFactory.class);
	}

	private static void assertRefused(List<String> heard, int times, HResult expected, String why) {
		assertThat(heard).hasSize(times)
			.allSatisfy((each) -> assertThat(each)
				.contains(expected.toString(), Greeter.PROG_ID + " " + Greeter.CLSID + " is bean 'greeter'", why)
				.doesNotContain("spelling"));
	}

	private static Caller run(ApplicationContextRunner runner, Consumer<Caller> meanwhile) {
		Caller[] caller = new Caller[1];
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			caller[0] = context.getBean(Caller.class);
			meanwhile.accept(caller[0]);
		});
		return caller[0];
	}

	/**
	 * Takes what was heard where the bean cannot be asked.
	 */
	interface Heard {

		void add(String what);

	}

	/**
	 * Calls the class as it is made, once its properties are set, and as it is destroyed.
	 */
	static class Caller implements InitializingBean, DisposableBean {

		final List<String> heard = new ArrayList<>();

		final Activator activator;

		private final ObjectProvider<Heard> listener;

		@ComReference("Fixture.Greeter")
		private Greeter reference;

		private final List<ComPointer<?>> held = new ArrayList<>();

		Caller(Activator activator, Greeter parameter, ObjectProvider<Heard> listener) {
			this.activator = activator;
			this.listener = listener;
			call("made", parameter);
		}

		@Override
		public void afterPropertiesSet() {
			call("initialized");
		}

		@Override
		public void destroy() {
			call("destroyed");
			this.held.forEach(ComPointer::close);
		}

		void call(String when) {
			call(when, this.reference);
		}

		private void call(String when, Greeter given) {
			hear(when + ": reference: ", () -> given.greet("you"));
			hear(when + ": CLSID in braces: ",
					() -> created(this.activator.createInstance(Greeter.CLSID, Greeter.class)));
			hear(when + ": ProgID: ", () -> created(this.activator.createInstance("Fixture.Greeter", Greeter.class)));
			hear(when + ": CLSID: ",
					() -> created(this.activator.createInstance(Clsid.of(Greeter.CLSID), Greeter.class)));
		}

		private static String created(ComPointer<Greeter> pointer) {
			try (pointer) {
				return pointer.get().greet("you");
			}
		}

		private void hear(String how, Supplier<String> call) {
			String what;
			try {
				what = how + call.get();
			}
			catch (ComException ex) {
				what = how + ex.getMessage();
			}
			this.heard.add(what);
			this.listener.ifAvailable((each) -> each.add(this.heard.get(this.heard.size() - 1)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Calling {

		@Bean
		Caller caller(Activator activator, @ComReference(Greeter.PROG_ID) Greeter parameter,
				ObjectProvider<Heard> listener) {
			return new Caller(activator, parameter, listener);
		}

	}

	/**
	 * Calls the class as it is destroyed, and never before.
	 */
	static class LastCaller implements DisposableBean {

		private final ObjectProvider<Heard> listener;

		@ComReference(Greeter.PROG_ID)
		private Greeter reference;

		LastCaller(ObjectProvider<Heard> listener) {
			this.listener = listener;
		}

		@Override
		public void destroy() {
			this.listener.getObject().add(this.reference.greet("you"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CallingLast {

		@Bean
		LastCaller lastCaller(ObjectProvider<Heard> listener) {
			return new LastCaller(listener);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Serving {

		@ComClass(clsid = Greeter.CLSID, progId = Greeter.PROG_ID)
		GreeterObject greeter() {
			return new GreeterObject();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		@DependsOn("caller")
		Object failing() {
			throw new IllegalStateException("No paper");
		}

	}

}
