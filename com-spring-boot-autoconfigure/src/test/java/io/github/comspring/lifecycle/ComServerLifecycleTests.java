package io.github.comspring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.Iid;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.ClassTable.State;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.SingleProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ComServerLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComServerLifecycleTests {

	private static final String FIRST = "{A54F53C7-9B4B-4B5D-A52B-47D2A66A2A01}";

	private static final String SECOND = "{A54F53C7-9B4B-4B5D-A52B-47D2A66A2A02}";

	private static final Duration FOREVER = Duration.ofDays(1);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final Hive names = new MemoryHive("application");

	@Test
	@Tag("SL-08")
	void startWhenClassesAreRegisteredThenNoneIsVisibleBeforeAllAre() {
		List<String> seen = new ArrayList<>();
		ProbingFactory.onCreate = (factory) -> seen.add(states() + ", visible: " + isVisible(FIRST));
		try (AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class, ProbingFactory.class)) {
			assertThat(context.isRunning()).isTrue();
			assertThat(seen).containsExactly("[SUSPENDED], visible: false");
			assertThat(states()).containsExactly(State.RUNNING, State.RUNNING);
		}
	}

	@Test
	@Tag("SL-10")
	void startWhenNoClientsThenProcessStaysOpen() {
		try (AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class)) {
			assertThat(isVisible(FIRST)).isTrue();
			assertThat(context.isRunning()).isTrue();
			assertThat(states()).containsExactly(State.RUNNING);
		}
	}

	@Test
	void startWhenWebServerStartsThenClassesAreVisible() {
		try (AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class, WebServer.class)) {
			assertThat(context.getBean(WebServer.class).seenAtStart).containsExactly(State.RUNNING);
			context.stop();
			assertThat(context.getBean(WebServer.class).seenAtStop).containsExactly(State.RUNNING);
			assertThat(states()).isEmpty();
		}
	}

	@Test
	void startThenNamesLeadToClasses() {
		try (AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class)) {
			assertThat(context.isRunning()).isTrue();
			assertThat(this.names.root().key("Desk.First\\CLSID").value(null)).isEqualTo(new Sz(FIRST));
			assertThat(this.names.root().key("CLSID\\" + FIRST + "\\ProgID").value(null))
				.isEqualTo(new Sz("Desk.First.1"));
		}
	}

	@Test
	void startWhenOneClassCannotBeRegisteredThenNothingIsLeft() {
		ProbingFactory.onCreate = (factory) -> {
		};
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> context(FOREVER, Prototype.class, ProbingFactory.class, RefusingFactory.class))
			.havingRootCause()
			.withMessage("No paper");
		assertThat(this.classTable.registrations()).isEmpty();
		assertThat(ProbingFactory.last.destroyed).isTrue();
	}

	@Test
	void startWhenContextFailsLaterThenNothingIsLeft() {
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> context(FOREVER, Prototype.class, FailingWebServer.class))
			.havingRootCause()
			.withMessage("Port in use");
		assertThat(this.classTable.registrations()).isEmpty();
	}

	@Test
	@Tag("CT-14")
	void stopWhenClientHoldsInstanceThenAdmitsNoMoreAndWaitsForTheRelease() throws Exception {
		AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class);
		ClassObject held = lookUp(FIRST);
		held.instanceCreated();
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::close);
		await().until(() -> states().equals(List.of(State.SUSPENDED)));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> lookUp(FIRST))
			.withMessageContaining("CO_E_SERVER_STOPPING");
		assertThat(stopped).isNotDone();
		held.instanceDestroyed();
		stopped.get();
		assertThat(this.classTable.registrations()).isEmpty();
	}

	@Test
	void stopWhenGracePeriodIsOverThenRevokesAndSaysSo(CapturedOutput output) {
		AnnotationConfigApplicationContext context = context(Duration.ZERO, Prototype.class);
		lookUp(FIRST).instanceCreated();
		context.close();
		assertThat(this.classTable.registrations()).isEmpty();
		assertThat(output).contains("clients in other processes still hold pointers after the grace period of 0 s");
	}

	@Test
	void stopWhenInterruptedAndNobodyWaitsThenNoWarning(CapturedOutput output) {
		ComServerLifecycle lifecycle = context(FOREVER, Prototype.class).getBean(ComServerLifecycle.class);
		Thread.currentThread().interrupt();
		lifecycle.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.classTable.registrations()).isEmpty();
		assertThat(output).doesNotContain("Stopping");
	}

	@Test
	void stopWhenInterruptedThenRevokesAtOnce(CapturedOutput output) {
		ComServerLifecycle lifecycle = context(FOREVER, Prototype.class).getBean(ComServerLifecycle.class);
		lookUp(FIRST).instanceCreated();
		Thread.currentThread().interrupt();
		lifecycle.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.classTable.registrations()).isEmpty();
		assertThat(output).contains("Stopping without waiting for clients");
	}

	@Test
	void stopThenClassFactoryBeanIsDestroyed() {
		ProbingFactory.onCreate = (factory) -> {
		};
		context(FOREVER, ProbingFactory.class).close();
		assertThat(ProbingFactory.last.destroyed).isTrue();
	}

	@Test
	@Tag("CT-15")
	void startWhenStoppedBeforeThenVisibleAgain() {
		try (AnnotationConfigApplicationContext context = context(FOREVER, Prototype.class)) {
			context.stop();
			assertThat(isVisible(FIRST)).isFalse();
			context.start();
			assertThat(states()).containsExactly(State.RUNNING);
			assertThat(isVisible(FIRST)).isTrue();
		}
	}

	private AnnotationConfigApplicationContext context(Duration gracePeriod, Class<?>... classes) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(ClassTable.class, () -> this.classTable);
		context.registerBean(ComClassBeans.class, () -> new ComClassBeans(context.getDefaultListableBeanFactory()));
		context.registerBean(LeakDetector.class, () -> new LeakDetector(0));
		context.registerBean(ObjectRpc.class, () -> SingleProcess.objectRpc(context.getBean(LeakDetector.class)));
		context.registerBean(OwnBeans.class, () -> new OwnBeans(context.getBean(ComClassBeans.class)));
		context.registerBean(ComServerLifecycle.class,
				() -> new ComServerLifecycle(context.getBean(ComClassBeans.class), this.names,
						context.getBean(OwnBeans.class), this.classTable, context.getBean(ObjectRpc.class),
						new UserControl(this.classTable), gracePeriod));
		context.register(classes);
		context.refresh();
		return context;
	}

	private List<State> states() {
		return states(this.classTable);
	}

	private static List<State> states(ClassTable classTable) {
		return classTable.registrations().stream().map(ClassTable.Registration::state).toList();
	}

	private boolean isVisible(String clsid) {
		ClassObject classObject = lookUp(clsid);
		if (classObject != null) {
			classObject.server().release();
		}
		return classObject != null;
	}

	private ClassObject lookUp(String clsid) {
		return this.classTable.lookUp(
				Activation.inProcess(CoClass.of(Clsid.of(clsid)), Iid.of(Printer.class), ClassContext.INPROC_SERVER),
				ClassContext.INPROC_SERVER);
	}

	@ComInterface("{A54F53C7-9B4B-4B5D-A52B-47D2A66A2A03}")
	interface Printer {

	}

	@ComClass(clsid = FIRST, progId = "Desk.First.1")
	static class Prototype implements Printer {

	}

	@ComClass(clsid = SECOND)
	static class ProbingFactory implements ClassFactory<Printer>, DisposableBean {

		private static Consumer<ProbingFactory> onCreate;

		private static ProbingFactory last;

		private boolean destroyed;

		ProbingFactory() {
			last = this;
			onCreate.accept(this);
		}

		@Override
		public Printer createInstance(Class<?> type) {
			return new Prototype();
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

	@ComClass(clsid = "{A54F53C7-9B4B-4B5D-A52B-47D2A66A2A04}")
	static class RefusingFactory implements ClassFactory<Printer> {

		RefusingFactory() {
			throw new IllegalStateException("No paper");
		}

		@Override
		public Printer createInstance(Class<?> type) {
			return new Prototype();
		}

	}

	/**
	 * Starts in the phase of web servers.
	 */
	static class WebServer implements SmartLifecycle {

		private final ClassTable classTable;

		private List<State> seenAtStart = List.of();

		private List<State> seenAtStop = List.of();

		private boolean running;

		WebServer(ClassTable classTable) {
			this.classTable = classTable;
		}

		@Override
		public void start() {
			this.seenAtStart = states(this.classTable);
			this.running = true;
		}

		@Override
		public void stop() {
			this.seenAtStop = states(this.classTable);
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return SmartLifecycle.DEFAULT_PHASE - 2048;
		}

	}

	static class FailingWebServer extends WebServer {

		FailingWebServer(ClassTable classTable) {
			super(classTable);
		}

		@Override
		public void start() {
			assertThat(states(super.classTable)).isNotEmpty();
			throw new IllegalStateException("Port in use");
		}

	}

}
