package io.github.comspring.beans;

import java.nio.file.Path;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComInterface;
import io.github.comspring.beans.ComClassBeansTests.MethodForm;
import io.github.comspring.beans.ComClassBeansTests.PlainRasterizer;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import io.github.comspring.diagnostics.ComStartupException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the mistakes that {@link ComClassBeans} finds when the application starts.
 */
class ComClassMistakesTests {

	@Test
	void afterSingletonsInstantiatedWhenSameClsidThenBothPlaces() {
		assertMistake(MethodForm.class, SameClsid.class)
			.withMessageContaining("CLSID " + Clsid.of(Rasterizer.CLSID) + " is declared by bean 'rasterizer'")
			.withMessageContaining("and by bean 'again'");
	}

	@Test
	void afterSingletonsInstantiatedWhenSameProgIdInOtherCaseThenBothPlaces() {
		assertMistake(MethodForm.class, SameProgId.class)
			.withMessageContaining("ProgID desk.rasterizer.1 is declared by bean 'rasterizer'")
			.withMessageContaining("and by bean 'again'");
	}

	@Test
	void afterSingletonsInstantiatedWhenBadGuidThenAttribute() {
		assertMistake(BadGuid.class).withMessageContaining("@ComClass(clsid) of the bean 'bad'")
			.withMessageContaining("is '42'");
	}

	@Test
	void afterSingletonsInstantiatedWhenBadIidThenInterface() {
		assertMistake(BadIid.class)
			.withMessageContaining("@ComInterface(value) of the interface " + BadInterface.class.getName());
	}

	@Test
	void afterSingletonsInstantiatedWhenNoInterfaceThenType() {
		assertMistake(NoInterface.class).withMessageContaining("bean 'bad'")
			.withMessageContaining("type " + StringBuilder.class.getName() + " implements no interface");
	}

	@Test
	void afterSingletonsInstantiatedWhenFactoryOfPlainTypeThenInstanceType() {
		assertMistake(FactoryOfPlainType.class)
			.withMessageContaining(StringBuilder.class.getName() + " implements no interface");
	}

	@ParameterizedTest
	@ValueSource(classes = { UnremotableMethod.class, UnremotableComponent.class, UnremotableFactory.class,
			UnremotableSeparate.class })
	void afterSingletonsInstantiatedWhenInterfaceCannotLeaveTheProcessThenMethodAndType(Class<?> application) {
		assertMistake(application).withMessageContaining("its interface " + Opener.class.getName())
			.withMessageContaining("java.nio.file.Path")
			.withCauseInstanceOf(UnremotableTypeException.class);
	}

	@Test
	void afterSingletonsInstantiatedWhenInProcessThenInterfacesMayHaveAnyType() {
		try (AnnotationConfigApplicationContext context = context(UnremotableInProcess.class)) {
			assertThat(context.getBean(ComClassBeans.class).list()).hasSize(1);
		}
	}

	private static ThrowableAssertAlternative<ComStartupException> assertMistake(Class<?>... classes) {
		return assertThatExceptionOfType(ComStartupException.class).isThrownBy(() -> context(classes))
			.satisfies((ex) -> assertThat(ex.remedies()).isNotEmpty());
	}

	private static AnnotationConfigApplicationContext context(Class<?>... classes) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(ComClassBeans.class, () -> new ComClassBeans(context.getDefaultListableBeanFactory()));
		context.register(classes);
		context.refresh();
		return context;
	}

	@ComInterface("{6B1F0C52-93D7-4E0A-8C44-21D5B7F3E908}")
	interface Opener {

		void open(Path path);

	}

	@ComInterface("not a guid")
	interface BadInterface {

	}

	@Configuration(proxyBeanMethods = false)
	static class SameClsid {

		@ComClass(clsid = "5d6bfa3f-3a6e-4d0f-b3a6-0c7f4d2a7a02")
		PlainRasterizer again() {
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameProgId {

		@ComClass(clsid = Rasterizer.OTHER_CLSID, progId = "desk.rasterizer.1")
		PlainRasterizer again() {
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BadGuid {

		@ComClass(clsid = "42")
		PlainRasterizer bad() {
			return new PlainRasterizer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BadIid {

		@ComClass(clsid = Rasterizer.CLSID)
		BadInterface bad() {
			return new BadInterface() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoInterface {

		@ComClass(clsid = Rasterizer.CLSID)
		StringBuilder bad() {
			return new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryOfPlainType {

		@ComClass(clsid = Rasterizer.CLSID)
		ClassFactory<StringBuilder> bad() {
			return (type) -> new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnremotableMethod {

		@ComClass(clsid = Rasterizer.CLSID)
		Opener opener() {
			return (path) -> {
			};
		}

	}

	@ComClass(clsid = Rasterizer.CLSID)
	static class UnremotableComponent implements Opener {

		@Override
		public void open(Path path) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnremotableFactory {

		@ComClass(clsid = Rasterizer.CLSID)
		ClassFactory<Opener> openers() {
			return (type) -> (path) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnremotableSeparate {

		@ComClass(clsid = Rasterizer.CLSID, use = ComClass.Use.SEPARATE)
		Opener opener() {
			return (path) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnremotableInProcess {

		@ComClass(clsid = Rasterizer.CLSID, use = ComClass.Use.IN_PROCESS)
		Opener opener() {
			return (path) -> {
			};
		}

	}

}
