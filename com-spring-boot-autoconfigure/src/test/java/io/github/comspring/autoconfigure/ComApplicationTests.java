package io.github.comspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.ComReference;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.ClassTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ComAutoConfiguration} with an application that uses all of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComApplicationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withUserConfiguration(Desk.class)
		.withPropertyValues("comspring.shutdown-grace-period=2s");

	@Test
	@Tag("CI-01")
	void createInstanceWhenNamedByProgIdThenBeanThatIsDestroyedWithItsLastPointer() {
		run((context) -> {
			ComPointer<Printer> pointer = context.getBean(Activator.class)
				.createInstance("Desk.Printer", Printer.class);
			InkPrinter printer = (InkPrinter) pointer.get();
			ComPointer<Printer> second = pointer.addRef();
			pointer.close();
			assertThat(printer.closed).isFalse();
			second.close();
			assertThat(printer.closed).isTrue();
		});
	}

	@Test
	void createInstanceWhenDestroyedThenNothingHoldsTheProcess() {
		run((context) -> {
			ClassTable classTable = context.getBean(ClassTable.class);
			ComPointer<Printer> pointer = context.getBean(Activator.class)
				.createInstance("Desk.Printer.1", Printer.class);
			assertThat(classTable.registrations()).singleElement()
				.satisfies((entry) -> assertThat(entry.classObject().instances()).isOne());
			pointer.close();
			assertThat(classTable.registrations()).singleElement()
				.satisfies((entry) -> assertThat(entry.classObject().instances()).isZero());
		});
	}

	@Test
	void referenceWhenCalledThenObjectOfItsOwnThatDoesNotHoldUpTheEnd(CapturedOutput output) {
		InkPrinter[] printers = new InkPrinter[1];
		run((context) -> {
			Office office = context.getBean(Office.class);
			assertThat(office.printer.print("a")).isEqualTo("a in ink");
			assertThat(office.printer.print("b")).isEqualTo("b in ink");
			assertThat(context.getBean(Made.class).printers()).hasSize(1);
			printers[0] = context.getBean(Made.class).printers().get(0);
			assertThat(printers[0].closed).isFalse();
		});
		assertThat(printers[0].closed).isTrue();
		assertThat(output).doesNotContain("grace period");
	}

	@Test
	void referenceWhenGuardRefusesThenCallIsRefused() {
		ActivationGuard noCalls = (activation) -> {
			if (activation.right() == Activation.Right.ACCESS) {
				throw new ComException(HResult.E_ACCESSDENIED, "No calls to " + activation.coClass());
			}
		};
		this.runner.withBean(ActivationGuard.class, () -> noCalls)
			.run((context) -> assertThatExceptionOfType(ComException.class)
				.isThrownBy(() -> context.getBean(Office.class).printer.print("a"))
				.withMessageContaining("No calls to Desk.Printer.1")
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED)));
	}

	@Test
	@CompileWithForkedClassLoader
	void applicationWhenProcessedAheadOfTimeThenWorksToo() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(ComAutoConfiguration.class, Desk.class);
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			GenericApplicationContext processed = new GenericApplicationContext();
			initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()), processed);
			try (processed) {
				processed.refresh();
				assertThat(processed.getBean(Made.class).printers()).isEmpty();
				assertThat(processed.getBean(Office.class).printer.print("a")).isEqualTo("a in ink");
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	private void run(ContextConsumer<GenericApplicationContext> consumer) {
		this.runner
			.run((context) -> consumer.accept(context.getSourceApplicationContext(GenericApplicationContext.class)));
	}

	@ComInterface("{6E9AC0F1-5F31-4B39-8C9C-0E3A9DB1D001}")
	interface Printer {

		String print(String page);

	}

	static class InkPrinter implements Printer, AutoCloseable {

		private boolean closed;

		@Override
		public String print(String page) {
			return page + " in ink";
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	record Made(List<InkPrinter> printers) {
	}

	static class Office {

		@ComReference("Desk.Printer")
		private Printer printer;

	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

		@Bean
		Made made() {
			return new Made(new ArrayList<>());
		}

		@ComClass(clsid = "{6E9AC0F1-5F31-4B39-8C9C-0E3A9DB1D002}", progId = "Desk.Printer.1")
		InkPrinter printer(Made made) {
			InkPrinter printer = new InkPrinter();
			made.printers().add(printer);
			return printer;
		}

		@Bean
		Office office() {
			return new Office();
		}

	}

}
