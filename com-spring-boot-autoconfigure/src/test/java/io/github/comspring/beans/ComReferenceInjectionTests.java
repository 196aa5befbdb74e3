package io.github.comspring.beans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComReference;
import io.github.comspring.HResult;
import io.github.comspring.diagnostics.ComStartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ComReferenceInjection}, {@link ComReferences} and what is behind them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComReferenceInjectionTests {

	private final RecordingActivator activator = new RecordingActivator();

	private final List<Activation> asked = new ArrayList<>();

	private ActivationGuard guard = this.asked::add;

	@ParameterizedTest
	@ValueSource(classes = { FieldClient.class, ConstructorClient.class, MethodClient.class })
	void referenceWhenInjectedThenActivatesOnFirstCall(Class<? extends Client> type) {
		try (AnnotationConfigApplicationContext context = context(type)) {
			Rasterizer reference = context.getBean(type).rasterizer();
			assertThat(this.activator.pointers).isEmpty();
			assertThat(reference.rasterize("1")).isEqualTo("1 by 1");
			assertThat(reference.rasterize("2")).isEqualTo("2 by 1");
			assertThat(this.activator.names).containsExactly("Desk.Rasterizer");
		}
		assertThat(this.activator.pointers).singleElement().satisfies((pointer) -> assertThat(pointer.closed).isTrue());
	}

	@Test
	void referenceWhenBeanMethodParameterThenInjected() {
		try (AnnotationConfigApplicationContext context = context(BeanMethodClient.class)) {
			assertThat(context.getBean(ConstructorClient.class).rasterizer().rasterize("1")).isEqualTo("1 by 1");
		}
	}

	@Test
	void referenceWhenBeanOfItsTypeExistsThenStillTheReference() {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class, PlainBean.class)) {
			assertThat(context.getBean(FieldClient.class).rasterizer().rasterize("1")).isEqualTo("1 by 1");
			assertThat(context.getBean(PlainBean.Holder.class).plain().rasterize("1")).isEqualTo("plain");
		}
	}

	@Test
	void callWhenGuardRefusesOneCallerThenSharedPointerDoesNotHelp() {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class)) {
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			reference.rasterize("1");
			assertThat(this.asked).singleElement().satisfies((question) -> {
				assertThat(question.right()).isEqualTo(Activation.Right.ACCESS);
				assertThat(question.method()).isEqualTo("rasterize");
				assertThat(question.coClass()).isEqualTo(RecordingActivator.CO_CLASS);
			});
			this.guard = (activation) -> {
				throw new ComException(HResult.E_ACCESSDENIED, "Nobody may");
			};
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> reference.rasterize("2"))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
			assertThat(this.activator.pointers).singleElement()
				.satisfies((pointer) -> assertThat(pointer.calls).containsExactly("1"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x800401FD, 0x80010108, 0x800706BA })
	void callWhenObjectIsGoneThenNotRepeatedAndNextCallReplacesIt(int code, CapturedOutput output) {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class)) {
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			reference.rasterize("1");
			RecordingActivator.RecordingPointer first = this.activator.pointers.get(0);
			first.failure = new ComException(HResult.of(code), "The server has gone");
			assertThatThrownBy(() -> reference.rasterize("2")).isSameAs(first.failure);
			assertThat(this.activator.pointers).hasSize(1);
			assertThat(first.calls).containsExactly("1", "2");
			assertThat(first.closed).isTrue();
			assertThat(output).doesNotContain("has a new instance");
			assertThat(reference.rasterize("3")).isEqualTo("3 by 2");
			assertThat(reference.rasterize("4")).isEqualTo("4 by 2");
			assertThat(output).containsOnlyOnce("The reference to " + RecordingActivator.CO_CLASS
					+ " has a new instance, since " + "the old one is gone. The server has gone");
		}
	}

	@Test
	void callWhenObjectIsGoneAndNotToBeReactivatedThenNextCallFailsToo() {
		try (AnnotationConfigApplicationContext context = context(LoyalClient.class)) {
			Rasterizer reference = context.getBean(LoyalClient.class).rasterizer;
			reference.rasterize("1");
			RecordingActivator.RecordingPointer only = this.activator.pointers.get(0);
			only.failure = new ComException(HResult.RPC_S_SERVER_UNAVAILABLE, "The server has gone");
			assertThatThrownBy(() -> reference.rasterize("2")).isSameAs(only.failure);
			assertThatThrownBy(() -> reference.rasterize("3")).isSameAs(only.failure);
			assertThat(this.activator.pointers).containsExactly(only);
			assertThat(only.closed).isFalse();
		}
	}

	@Test
	void callWhenObjectFailsOtherwiseThenKept() {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class)) {
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			reference.rasterize("1");
			this.activator.pointers.get(0).failure = new IllegalStateException("Out of ink");
			assertThatThrownBy(() -> reference.rasterize("2")).isInstanceOf(IllegalStateException.class)
				.hasMessage("Out of ink");
			this.activator.pointers.get(0).failure = null;
			assertThat(reference.rasterize("3")).isEqualTo("3 by 1");
		}
	}

	@Test
	void callWhenActivationFailsThenNextCallTriesAgain() {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class)) {
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			this.activator.failure = new ComException(HResult.REGDB_E_CLASSNOTREG, "No such class");
			assertThatThrownBy(() -> reference.rasterize("1")).isSameAs(this.activator.failure);
			this.activator.failure = null;
			assertThat(reference.rasterize("2")).isEqualTo("2 by 1");
		}
	}

	@Test
	void callWhenManyAreFirstThenOneActivation() throws Exception {
		int callers = 8;
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try (AnnotationConfigApplicationContext context = context(FieldClient.class)) {
			this.guard = ActivationGuard.NONE;
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			CyclicBarrier barrier = new CyclicBarrier(callers);
			List<Future<String>> results = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				results.add(threads.submit(() -> {
					barrier.await();
					return reference.rasterize("1");
				}));
			}
			for (Future<String> result : results) {
				assertThat(result.get()).isEqualTo("1 by 1");
			}
			assertThat(this.activator.pointers).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void objectMethodsAreAnsweredLocally() {
		try (AnnotationConfigApplicationContext context = context(FieldClient.class, ConstructorClient.class)) {
			Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
			Rasterizer other = context.getBean(ConstructorClient.class).rasterizer();
			assertThat(reference).isEqualTo(reference).isNotEqualTo(other).hasSameHashCodeAs(reference);
			assertThat(reference).hasToString("reference to Desk.Rasterizer as " + Rasterizer.class.getName());
			assertThat(this.activator.pointers).isEmpty();
		}
	}

	@Test
	void callWhenContextIsClosedThenNotConnected() {
		AnnotationConfigApplicationContext context = context(FieldClient.class);
		Rasterizer reference = context.getBean(FieldClient.class).rasterizer();
		context.close();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> reference.rasterize("1"))
			.withMessageContaining("Desk.Rasterizer")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED));
		assertThat(this.activator.pointers).isEmpty();
	}

	@Test
	void refreshWhenTypeHasNoComInterfaceThenInjectionPoint() {
		assertThatThrownBy(() -> context(ClassClient.class)).hasRootCauseInstanceOf(ComStartupException.class)
			.rootCause()
			.hasMessageContaining("parameter 1 of the constructor of " + ClassClient.class.getName())
			.hasMessageContaining(StringBuilder.class.getName());
	}

	@ParameterizedTest
	@ValueSource(classes = OptionalClient.class)
	void refreshWhenTypeIsWrappedThenInjectionPoint(Class<?> type) {
		assertThatThrownBy(() -> context(type).getBean("user")).hasRootCauseInstanceOf(ComStartupException.class)
			.rootCause()
			.hasMessageContaining("field rasterizer of " + type.getName());
	}

	@Test
	void refreshWhenNameIsNoneThenInjectionPoint() {
		assertThatThrownBy(() -> context(BadNameClient.class)).hasRootCauseInstanceOf(ComException.class)
			.satisfies((ex) -> {
				assertThat(ex).hasStackTraceContaining("@ComReference(value) of the field rasterizer of "
						+ BadNameClient.class.getName() + " is '{12}'");
			});
	}

	private AnnotationConfigApplicationContext context(Class<?>... classes) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(Activator.class, () -> this.activator);
		context.registerBean(ActivationGuard.class, () -> (activation) -> this.guard.check(activation));
		context.register(References.class);
		context.register(classes);
		context.refresh();
		return context;
	}

	static class References {

		@Bean
		static ComReferenceInjection comReferenceInjection() {
			return new ComReferenceInjection();
		}

		@Bean
		static ReferenceOwners comReferenceOwners() {
			return new ReferenceOwners();
		}

		@Bean
		ComReferences comReferences(ObjectProvider<Activator> activator, ObjectProvider<ActivationGuard> guard) {
			return new ComReferences(activator, guard);
		}

	}

	interface Client {

		Rasterizer rasterizer();

	}

	static class FieldClient implements Client {

		@ComReference("Desk.Rasterizer")
		private Rasterizer rasterizer;

		@Override
		public Rasterizer rasterizer() {
			return this.rasterizer;
		}

	}

	static class LoyalClient {

		@ComReference(value = "Desk.Rasterizer", reactivate = false)
		private Rasterizer rasterizer;

	}

	record ConstructorClient(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) implements Client {
	}

	static class MethodClient implements Client {

		private Rasterizer rasterizer;

		@Autowired
		void setRasterizer(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			this.rasterizer = rasterizer;
		}

		@Override
		public Rasterizer rasterizer() {
			return this.rasterizer;
		}

	}

	static class BeanMethodClient {

		@Bean
		ConstructorClient client(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			return new ConstructorClient(rasterizer);
		}

	}

	static class PlainBean {

		@Bean
		Rasterizer plain() {
			return (page) -> "plain";
		}

		@Bean
		Holder holder(Rasterizer plain) {
			return new Holder(plain);
		}

		record Holder(Rasterizer plain) {
		}

	}

	record ClassClient(@ComReference("Desk.Rasterizer") StringBuilder rasterizer) {
	}

	static class OptionalClient {

		@ComReference("Desk.Rasterizer")
		private Optional<Rasterizer> rasterizer;

	}

	static class BadNameClient {

		@ComReference("{12}")
		private Rasterizer rasterizer;

	}

}
