package io.github.comspring.autoconfigure.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.comspring.Activator;
import io.github.comspring.ComClass;
import io.github.comspring.ComPointer;
import io.github.comspring.ComReference;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.scanned.Speaker;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

/**
 * Tests for what the tests of an application put in the place of its references. Its
 * class is a module whose jar is not there, as on the machine of a developer.
 */
@Timeout(60)
class TestDoubleTests {

	@Nested
	@ApplicationTest
	class WholeApplication {

		@MockitoBean
		private Speaker speaker;

		@Autowired
		private Client client;

		@Autowired
		private Scm scm;

		@Test
		void referenceWhenMockThenMockAndNoProcess() {
			given(this.speaker.speak()).willReturn("mock");
			assertThat(this.client.reference.speak()).isEqualTo("mock");
			assertThat(this.client.parameter.speak()).isEqualTo("mock");
			assertThat(this.scm.servers()).isEmpty();
		}

		@Nested
		class NestedClass {

			@Test
			void referenceWhenMockOfEnclosingClassThenMock() {
				given(WholeApplication.this.speaker.speak()).willReturn("outer mock");
				assertThat(WholeApplication.this.client.reference.speak()).isEqualTo("outer mock");
			}

		}

	}

	@Nested
	@ApplicationTest
	@OverrideAutoConfiguration(enabled = false)
	class Slice {

		@MockitoBean
		private Speaker speaker;

		@Autowired
		private Client client;

		@Test
		void referenceWhenMockThenMock() {
			given(this.speaker.speak()).willReturn("mock");
			assertThat(this.client.reference.speak()).isEqualTo("mock");
		}

	}

	@Nested
	@ApplicationTest
	@MockitoBean(types = Speaker.class)
	class MockOfTheClass {

		@Test
		void referenceWhenMockThenMock(@Autowired Speaker speaker, @Autowired Client client) {
			given(speaker.speak()).willReturn("mock");
			assertThat(client.reference.speak()).isEqualTo("mock");
		}

	}

	@Nested
	@ApplicationTest
	@Import(NamedMockAmongOtherBeans.Others.class)
	class NamedMockAmongOtherBeans {

		@MockitoBean(name = "standIn")
		private Speaker speaker;

		@Autowired
		private Client client;

		@Test
		void referenceWhenMockThenMock() {
			given(this.speaker.speak()).willReturn("mock");
			assertThat(this.client.reference.speak()).isEqualTo("mock");
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Others {

			@Bean
			Speaker other() {
				return new Named("other");
			}

		}

	}

	@Nested
	@ApplicationTest
	@Import(BeanOfTheTest.Replaced.class)
	class BeanOfTheTest {

		@TestBean
		private Speaker speaker;

		@Autowired
		private Client client;

		@Test
		void referenceWhenTestBeanThenTestBean() {
			assertThat(this.client.reference).isSameAs(this.speaker);
		}

		static Speaker speaker() {
			return new Named("test bean");
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Replaced {

			@Bean
			Speaker replaced() {
				return new Named("replaced");
			}

		}

	}

	@Nested
	@ApplicationTest
	@Import(Spy.Spied.class)
	class Spy {

		@MockitoSpyBean
		private Speaker speaker;

		@Autowired
		private Client client;

		@Test
		void referenceWhenSpyThenSpy() {
			assertThat(this.client.reference.speak()).isEqualTo("Real");
			then(this.speaker).should().speak();
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Spied {

			@Bean
			Speaker real() {
				return new Real();
			}

		}

	}

	@Nested
	@ApplicationTest
	@Import(ClassOfTheTest.StandIns.class)
	class ClassOfTheTest {

		@Autowired
		private Client client;

		@Autowired
		private Activator activator;

		@Test
		void referenceWhenTestConfigurationHasTheClassThenThatInsteadOfTheModule() {
			assertThat(this.client.reference.speak()).isEqualTo("stand-in");
			try (ComPointer<Speaker> pointer = this.activator.createInstance("Double.Speaker", Speaker.class)) {
				assertThat(pointer.get().speak()).isEqualTo("stand-in");
			}
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class StandIns {

			@ComClass(clsid = Application.CLSID, progId = "Double.Speaker")
			Speaker standIn() {
				return new Named("stand-in");
			}

		}

	}

	record Named(String name) implements Speaker {

		@Override
		public String speak() {
			return this.name;
		}

	}

	static class Real implements Speaker {

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "comspring.classes.[Double.Speaker].clsid=" + Application.CLSID,
					"comspring.classes.[Double.Speaker].in-process-server=no-such-module.jar",
					"comspring.classes.[Double.Speaker].context=surrogate",
					"comspring.classes.[Double.Unlisted].in-process-server=no-such-module.jar",
					"comspring.classes.[Double.Unlisted].context=surrogate" })
	@interface ApplicationTest {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Client.class)
	static class Application {

		static final String CLSID = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E040}";

	}

	static class Client {

		@ComReference("Double.Speaker")
		private Speaker reference;

		private final Speaker parameter;

		Client(@ComReference("Double.Speaker") Speaker parameter) {
			this.parameter = parameter;
		}

	}

}
