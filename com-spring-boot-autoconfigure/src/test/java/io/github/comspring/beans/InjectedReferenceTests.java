package io.github.comspring.beans;

import java.util.HashMap;
import java.util.Map;

import io.github.comspring.Activator;
import io.github.comspring.ComReference;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.beans.RecordingActivator.RecordingPointer;
import io.github.comspring.diagnostics.ComStartupException;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ComReference @ComReference} in the shapes that beans have, and until
 * the end of these.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class InjectedReferenceTests {

	private final RecordingActivator activator = new RecordingActivator();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ComAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class))
		.withBean(Activator.class, () -> this.activator)
		.withPropertyValues("comspring.shutdown-grace-period=2s", "my.class=Desk.Rasterizer",
				"my.clsid=" + Rasterizer.CLSID);

	@Test
	void referenceWhenNameHasPlaceholdersThenClassOfTheProperty() {
		this.runner.withBean(PlaceholderClient.class).run((context) -> {
			PlaceholderClient client = context.getBean(PlaceholderClient.class);
			client.byProgId.rasterize("1");
			client.byClsid.rasterize("2");
			client.byDefault.rasterize("3");
			assertThat(this.activator.names).containsExactly("Desk.Rasterizer", Rasterizer.CLSID, "Desk.Default");
		});
	}

	@Test
	void referenceWhenPropertyIsMissingThenInjectionPointAndRemedy() {
		this.runner.withBean(MissingPropertyClient.class)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOf(ComStartupException.class)
				.hasMessage("The field rasterizer of " + MissingPropertyClient.class.getName()
						+ " has @ComReference(\"${no.such.property}\"). Could not resolve placeholder "
						+ "'no.such.property' in value \"${no.such.property}\"."));
	}

	@ParameterizedTest
	@ValueSource(classes = { GenericField.class, GenericConstructor.class, GenericSetter.class })
	void referenceWhenTypeIsThatOfASubclassThenItsInterface(Class<? extends GenericClient> type) {
		this.runner.withBean(type)
			.run((context) -> assertThat(context.getBean(type).rasterizer().rasterize("1")).isEqualTo("1 by 1"));
	}

	@Test
	void providerWhenAskedTwiceThenOneReference() {
		this.runner.withBean(ProviderClient.class).run((context) -> {
			ProviderClient client = context.getBean(ProviderClient.class);
			Rasterizer reference = client.provider.getObject();
			assertThat(reference).isSameAs(client.provider.getObject())
				.isSameAs(client.provider.getIfAvailable())
				.isSameAs(client.provider.getIfUnique())
				.isNotSameAs(client.factory.getObject());
			assertThat(client.provider.stream()).containsExactly(reference);
			assertThat(reference.rasterize("1")).isEqualTo("1 by 1");
		});
		assertThat(this.activator.pointers).singleElement().satisfies((pointer) -> assertThat(pointer.closed).isTrue());
	}

	@Test
	void referenceWhenFieldAndConstructorParameterHaveItThenOneObject() {
		this.runner.withBean(LombokClient.class).run((context) -> {
			assertThat(context.getBean(LombokClient.class).rasterizer.rasterize("1")).isEqualTo("1 by 1");
			assertThat(this.activator.pointers).hasSize(1);
		});
	}

	@Test
	void referenceWhenFieldIsStaticThenLogsAsForOtherInjection(CapturedOutput output) {
		this.runner.withBean(StaticClient.class).run((context) -> assertThat(StaticClient.rasterizer).isNull());
		assertThat(output).contains("is not supported on static fields: static " + Rasterizer.class.getName() + " "
				+ StaticClient.class.getName() + ".rasterizer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "destroyedFieldClient", "destroyedParameterClient", "destroyedMethodClient" })
	void destroyWhenScopeEndsThenReferenceIsReleasedAfterItsLastUse(String beanName) {
		TestScope scope = new TestScope();
		this.runner.withInitializer((context) -> context.getBeanFactory().registerScope("test", scope))
			.withUserConfiguration(Destroyed.class)
			.run((context) -> {
				context.getBean(beanName, DestroyedClient.class).use();
				RecordingPointer first = this.activator.pointers.get(0);
				assertThat(first.closed).isFalse();
				scope.end();
				assertThat(first.closed).isTrue();
				assertThat(first.calls).containsExactly("used", "last");
				context.getBean(beanName, DestroyedClient.class).use();
				assertThat(this.activator.pointers).hasSize(2);
				assertThat(this.activator.pointers.get(1).closed).isFalse();
			});
	}

	@Test
	void destroyWhenPrototypeThenItsReferenceOnly() {
		this.runner.withUserConfiguration(Prototypes.class).run((context) -> {
			DestroyedClient first = context.getBean("prototype", DestroyedClient.class);
			DestroyedClient second = context.getBean("prototype", DestroyedClient.class);
			first.use();
			second.use();
			context.getBeanFactory().destroyBean(first);
			assertThat(this.activator.pointers).extracting((pointer) -> pointer.closed).containsExactly(true, false);
		});
	}

	@Test
	void destroyWhenBeanIsDisposedOfThenItsLastCallReachesTheSameObject() {
		this.runner.withUserConfiguration(Prototypes.class).run((context) -> {
			ClosedClient client = context.getBean(ClosedClient.class);
			client.use();
			context.getBeanFactory().destroyBean(client);
			assertThat(this.activator.pointers).singleElement()
				.satisfies((pointer) -> assertThat(pointer.calls).containsExactly("used", "last", "closed"));
		});
	}

	@Test
	void destroyWhenReferenceWasHandedOnThenItsOwnerKeepsIt() {
		this.runner.withUserConfiguration(HandedOn.class).run((context) -> {
			DestroyedClient client = context.getBean("prototype", DestroyedClient.class);
			client.use();
			context.getBeanFactory().destroyBean(client);
			assertThat(this.activator.pointers).singleElement()
				.satisfies((pointer) -> assertThat(pointer.closed).isFalse());
		});
	}

	static class PlaceholderClient {

		@ComReference("${my.class}")
		private Rasterizer byProgId;

		@ComReference("${my.clsid}")
		private Rasterizer byClsid;

		@ComReference("${my.other:Desk.Default}")
		private Rasterizer byDefault;

	}

	static class MissingPropertyClient {

		@ComReference("${no.such.property}")
		private Rasterizer rasterizer;

	}

	interface GenericClient {

		Rasterizer rasterizer();

	}

	abstract static class GenericFieldParent<T> {

		@ComReference("Desk.Rasterizer")
		T object;

	}

	static class GenericField extends GenericFieldParent<Rasterizer> implements GenericClient {

		@Override
		public Rasterizer rasterizer() {
			return this.object;
		}

	}

	record GenericConstructor(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) implements GenericClient {
	}

	abstract static class GenericSetterParent<T> {

		T object;

		@Autowired
		void setObject(@ComReference("Desk.Rasterizer") T object) {
			this.object = object;
		}

	}

	static class GenericSetter extends GenericSetterParent<Rasterizer> implements GenericClient {

		@Override
		public Rasterizer rasterizer() {
			return this.object;
		}

	}

	static class ProviderClient {

		@ComReference("Desk.Rasterizer")
		private ObjectProvider<Rasterizer> provider;

		@ComReference("Desk.Rasterizer")
		private ObjectFactory<Rasterizer> factory;

	}

	/**
	 * What Lombok makes of a final field with a copyable annotation, and Kotlin of a
	 * property of the constructor.
	 */
	static final class LombokClient {

		@ComReference("Desk.Rasterizer")
		private final Rasterizer rasterizer;

		LombokClient(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			this.rasterizer = rasterizer;
		}

	}

	static class StaticClient {

		@ComReference("Desk.Rasterizer")
		static Rasterizer rasterizer;

	}

	static class DestroyedClient {

		Rasterizer rasterizer;

		DestroyedClient() {
		}

		DestroyedClient(Rasterizer rasterizer) {
			this.rasterizer = rasterizer;
		}

		void use() {
			rasterizer().rasterize("used");
		}

		Rasterizer rasterizer() {
			return this.rasterizer;
		}

		@PreDestroy
		void end() {
			rasterizer().rasterize("last");
		}

	}

	static class ClosedClient extends DestroyedClient implements DisposableBean {

		ClosedClient(Rasterizer rasterizer) {
			super(rasterizer);
		}

		@Override
		public void destroy() {
			this.rasterizer.rasterize("closed");
		}

	}

	static class DestroyedFieldClient extends DestroyedClient {

		@ComReference("Desk.Rasterizer")
		private Rasterizer field;

		@Override
		Rasterizer rasterizer() {
			return this.field;
		}

	}

	static class DestroyedMethodClient extends DestroyedClient {

		@Autowired
		void setRasterizer(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			this.rasterizer = rasterizer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Destroyed {

		@Bean
		@org.springframework.context.annotation.Scope("test")
		DestroyedFieldClient destroyedFieldClient() {
			return new DestroyedFieldClient();
		}

		@Bean
		@org.springframework.context.annotation.Scope("test")
		DestroyedClient destroyedParameterClient(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			return new DestroyedClient(rasterizer);
		}

		@Bean
		@org.springframework.context.annotation.Scope("test")
		DestroyedMethodClient destroyedMethodClient() {
			return new DestroyedMethodClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@org.springframework.context.annotation.Scope("prototype")
		ClosedClient closed(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			return new ClosedClient(rasterizer);
		}

		@Bean
		@org.springframework.context.annotation.Scope("prototype")
		DestroyedClient prototype(@ComReference("Desk.Rasterizer") Rasterizer rasterizer) {
			return new DestroyedClient(rasterizer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandedOn {

		@ComReference("Desk.Rasterizer")
		private Rasterizer rasterizer;

		@Bean
		@org.springframework.context.annotation.Scope("prototype")
		DestroyedClient prototype() {
			return new DestroyedClient(this.rasterizer);
		}

	}

	/**
	 * A scope that ends when the test says so.
	 */
	private static final class TestScope implements Scope {

		private final Map<String, Object> beans = new HashMap<>();

		private final Map<String, Runnable> callbacks = new HashMap<>();

		@Override
		public Object get(String name, ObjectFactory<?> factory) {
			Object known = this.beans.get(name);
			if (known == null) {
				known = factory.getObject();
				this.beans.put(name, known);
			}
			return known;
		}

		@Override
		public Object remove(String name) {
			return this.beans.remove(name);
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
			this.callbacks.put(name, callback);
		}

		void end() {
			this.callbacks.values().forEach(Runnable::run);
			this.callbacks.clear();
			this.beans.clear();
		}

	}

}
