package io.github.comspring.beans;

import io.github.comspring.Activator;
import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;
import io.github.comspring.ComPointer;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.diagnostics.ComStartupException;
import io.github.comspring.scanned.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for beans with {@link ComClass @ComClass} whose declaration does not lead to it:
 * they are registered, or stop the start, but never missing without a word.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class UndeclaredComClassTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.shutdown-grace-period=2s");

	@Test
	void runWhenOnlyTheInstanceIsAComClassThenSaysWhichBeanAndWhatToDo(CapturedOutput output) {
		SpringApplication application = new SpringApplication(HiddenByItsType.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(ComStartupException.class).isThrownBy(application::run);
		assertThat(output).contains("bean 'hidden' (method hidden of " + HiddenByItsType.class.getName() + ")")
			.contains("is an instance of " + Hidden.class.getName() + ", which has @ComClass")
			.contains("declared as " + Speaker.class.getName())
			.contains("- Declare the bean as a " + Hidden.class.getName());
	}

	@Test
	void runWhenClassIsAbstractThenSaysSo() {
		this.runner.withUserConfiguration(OnlyAbstract.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(ComStartupException.class)
				.hasMessageContaining("Parent, which is abstract"));
	}

	@Test
	void runWhenAbstractClassIsNestedBesideItsChildThenChildIsRegistered() {
		this.runner.withUserConfiguration(AbstractAndChild.class).run((context) -> assertSpeaks(context, "Child"));
	}

	@Test
	void runWhenBeanStandsBeforeTheDeclaredOneThenStarts() {
		this.runner.withUserConfiguration(DeclaredTwice.class).run((context) -> assertSpeaks(context, "Hidden"));
	}

	@Test
	void runWhenSingletonHasNoDefinitionThenRegistered() {
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("speaker", new Hidden()))
			.run((context) -> assertSpeaks(context, "Hidden"));
	}

	@Test
	void stopWhenClassObjectHasNoDefinitionThenRevoked(CapturedOutput output) {
		this.runner
			.withInitializer(
					(context) -> context.getBeanFactory().registerSingleton("speakers", new HiddenClassObject()))
			.run((context) -> assertSpeaks(context, "Hidden"));
		assertThat(output).doesNotContain("could not be revoked");
	}

	@Test
	void runWhenSuppliedThenRegistered() {
		this.runner.withBean(Hidden.class, Hidden::new).run((context) -> assertSpeaks(context, "Hidden"));
	}

	@Test
	void runWhenProductOfFactoryBeanThenRegistered() {
		this.runner.withBean(HiddenFactory.class).run((context) -> assertSpeaks(context, "Hidden"));
	}

	private static void assertSpeaks(ApplicationContext context, String name) {
		try (ComPointer<Speaker> pointer = context.getBean(Activator.class)
			.createInstance("Undeclared.Speaker", Speaker.class)) {
			assertThat(pointer.get().speak()).isEqualTo(name);
		}
	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E030}", progId = "Undeclared.Speaker")
	static class Hidden implements Speaker {

	}

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E030}", progId = "Undeclared.Speaker")
	static class HiddenClassObject implements ClassFactory<Hidden> {

		@Override
		public Hidden createInstance(Class<?> type) {
			return new Hidden();
		}

	}

	static class HiddenFactory implements FactoryBean<Hidden> {

		@Override
		public Hidden getObject() {
			return new Hidden();
		}

		@Override
		public Class<?> getObjectType() {
			return Hidden.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class HiddenByItsType {

		@Bean
		Speaker hidden() {
			return new Hidden();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Hidden.class)
	static class DeclaredTwice {

		@Bean
		Speaker same(Hidden hidden) {
			return hidden;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnlyAbstract {

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E030}", progId = "Undeclared.Speaker")
		abstract static class Parent implements Speaker {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AbstractAndChild {

		@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E030}", progId = "Undeclared.Speaker")
		abstract static class Parent implements Speaker {

		}

		@Configuration(proxyBeanMethods = false)
		static class Children {

			@Bean
			Child child() {
				return new Child();
			}

		}

		static class Child extends Parent {

		}

	}

}
