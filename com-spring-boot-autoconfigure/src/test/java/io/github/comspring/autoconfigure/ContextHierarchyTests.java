package io.github.comspring.autoconfigure;

import io.github.comspring.Activator;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.ComReference;
import io.github.comspring.diagnostics.ComStartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ComAutoConfiguration} in contexts that have parents or lack it, where
 * a reference must not turn into a bean of its type.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ContextHierarchyTests {

	@Test
	void referenceWhenParentHasPrimaryBeanOfItsTypeThenClassThatItNames() {
		runHierarchy((parent, child) -> assertThat(child.getBean(Client.class).ofParent.name())
			.isEqualTo("class of the parent"));
	}

	@Test
	void classOfChildWhenItStartsThenRegisteredForAllContextsUntilItStops() {
		runHierarchy((parent, child) -> {
			assertThat(child.getBean(Client.class).ofChild.name()).isEqualTo("class of the child");
			assertThat(name(parent, "Hierarchy.Child")).isEqualTo("class of the child");
			assertThat(child.getBean(Activator.class)).isSameAs(parent.getBean(Activator.class));
			child.close();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> name(parent, "Hierarchy.Child"));
			assertThat(name(parent, "Hierarchy.Parent")).isEqualTo("class of the parent");
		});
	}

	@Test
	void referenceWhenChildIsStartedAgainThenItsNewBeans() {
		runHierarchy((parent, child) -> {
			child.close();
			try (ConfigurableApplicationContext second = child(parent)) {
				assertThat(second.getBean(Client.class).ofChild.name()).isEqualTo("class of the child");
			}
		});
	}

	@Test
	void referenceWhenOnlyTheParentHasTheAutoConfigurationThenFailsAndSaysSo(CapturedOutput output) {
		try (ConfigurableApplicationContext parent = application(Parent.class).run()) {
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> application(PlainChild.class).parent(parent).run())
				.havingRootCause()
				.isInstanceOf(NoSuchBeanDefinitionException.class);
		}
		assertThat(output).contains("The field ofParent of " + Client.class.getName()
				+ " has @ComReference(\"Hierarchy.Parent\"), but there are no references here: the auto-configuration "
				+ ComAutoConfiguration.class.getName() + " is not part of this application context.");
	}

	@Test
	void classWhenOnlyTheParentHasTheAutoConfigurationThenFailsAndSaysSo(CapturedOutput output) {
		try (ConfigurableApplicationContext parent = application(Parent.class).run()) {
			assertThatExceptionOfType(ComStartupException.class)
				.isThrownBy(() -> application(PlainServer.class).parent(parent).run());
			assertThat(output).contains("declares a COM class, but nothing registers it")
				.contains("- Add @EnableAutoConfiguration to a configuration of the child context");
			application(PlainServer.class).properties("comspring.enabled=false").parent(parent).run().close();
		}
	}

	@Test
	void referenceWhenSwitchedOffThenFailsAndSaysSo(CapturedOutput output) {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> application(Parent.class, Client.class).properties("comspring.enabled=false").run())
			.havingRootCause()
			.isInstanceOf(NoSuchBeanDefinitionException.class);
		assertThat(output).contains("there are no references here: comspring.enabled is false.")
			.contains("- Remove comspring.enabled");
	}

	@Test
	void referenceWhenSwitchedOffAndBeanHasTheNameOfTheClassThenFailsToo() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> application(OnlyNamed.class).properties("comspring.enabled=false").run())
			.havingRootCause()
			.isInstanceOf(NoSuchBeanDefinitionException.class);
	}

	private static void runHierarchy(HierarchyTest test) {
		try (ConfigurableApplicationContext parent = application(Parent.class).run();
				ConfigurableApplicationContext child = child(parent)) {
			test.run(parent, child);
		}
	}

	private static ConfigurableApplicationContext child(ConfigurableApplicationContext parent) {
		return application(Child.class).parent(parent).run();
	}

	private static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.properties("comspring.shutdown-grace-period=2s");
	}

	private static String name(ApplicationContext context, String progId) {
		try (ComPointer<Namer> pointer = context.getBean(Activator.class).createInstance(progId, Namer.class)) {
			return pointer.get().name();
		}
	}

	@FunctionalInterface
	private interface HierarchyTest {

		void run(ConfigurableApplicationContext parent, ConfigurableApplicationContext child);

	}

	@ComInterface("{71A55A3D-3B4B-4C43-9E0E-58A9D8C2A001}")
	interface Namer {

		String name();

	}

	/**
	 * Has a class, and nothing that registers it.
	 */
	@Configuration(proxyBeanMethods = false)
	static class PlainServer {

		@ComClass(clsid = "{71A55A3D-3B4B-4C43-9E0E-58A9D8C2A009}", progId = "Hierarchy.Plain")
		Namer plain() {
			return () -> "class that nothing registers";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Parent {

		@ComClass(clsid = "{71A55A3D-3B4B-4C43-9E0E-58A9D8C2A002}", progId = "Hierarchy.Parent")
		Namer ofParent() {
			return () -> "class of the parent";
		}

		@Bean
		@Primary
		Namer primary() {
			return () -> "primary";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Client.class)
	static class Child {

		@ComClass(clsid = "{71A55A3D-3B4B-4C43-9E0E-58A9D8C2A003}", progId = "Hierarchy.Child")
		Namer ofChild() {
			return () -> "class of the child";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Client.class)
	static class PlainChild {

	}

	static class Client {

		@ComReference("Hierarchy.Parent")
		private Namer ofParent;

		@ComReference("Hierarchy.Child")
		private Namer ofChild;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OnlyNamed {

		@Bean
		Namer namer() {
			return () -> "bean";
		}

		@Bean
		Object client(@ComReference("namer") Namer namer) {
			return namer;
		}

	}

}
