package io.github.comspring.autoconfigure.actuate;

import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.actuate.ComClassesEndpoint;
import io.github.comspring.actuate.ComRegistryEndpoint;
import io.github.comspring.actuate.ComRegistryEndpointWebExtension;
import io.github.comspring.actuate.ComServersEndpoint;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.scm.ScmSettings;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.SingleProcess;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.invoke.convert.ConversionServiceParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ComEndpointsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComEndpointsAutoConfiguration.class, EndpointAutoConfiguration.class))
		.withUserConfiguration(ComConfiguration.class, ScmConfiguration.class);

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=comclasses,comregistry,comservers");

	@Test
	void whenNotExposedThenNoEndpoints() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ComClassesEndpoint.class)
			.doesNotHaveBean(ComRegistryEndpoint.class)
			.doesNotHaveBean(ComRegistryEndpointWebExtension.class)
			.doesNotHaveBean(ComServersEndpoint.class));
	}

	@Test
	void whenExposedThenEndpoints() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(ComClassesEndpoint.class)
			.hasSingleBean(ComRegistryEndpoint.class)
			.hasSingleBean(ComRegistryEndpointWebExtension.class)
			.hasSingleBean(ComServersEndpoint.class));
	}

	@Test
	void whenServersAreRunElsewhereThenNoEndpointForThem() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ComEndpointsAutoConfiguration.class, EndpointAutoConfiguration.class))
			.withUserConfiguration(ComConfiguration.class)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasSingleBean(ComClassesEndpoint.class)
				.doesNotHaveBean(ComServersEndpoint.class));
	}

	@Test
	void whenExposedToJmxAloneThenNoWebExtension() {
		this.runner
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=comregistry")
			.run((context) -> assertThat(context).hasSingleBean(ComRegistryEndpoint.class)
				.doesNotHaveBean(ComRegistryEndpointWebExtension.class));
	}

	@Test
	void whenAccessIsNoneThenNoEndpoint() {
		this.exposed.withPropertyValues("management.endpoint.comclasses.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ComClassesEndpoint.class)
				.hasSingleBean(ComRegistryEndpoint.class));
	}

	@Test
	void whenAccessToServersIsNoneThenNoEndpoint() {
		this.exposed.withPropertyValues("management.endpoint.comservers.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ComServersEndpoint.class)
				.hasSingleBean(ComClassesEndpoint.class));
	}

	@Test
	void whenComIsAutoConfiguredThenEndpointsOfAll() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class, ComEndpointsAutoConfiguration.class,
					EndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> {
				assertThat(context).hasSingleBean(ComClassesEndpoint.class).hasSingleBean(ComRegistryEndpoint.class);
				assertThat(context.getBean(ComServersEndpoint.class).comServers().servers()).isEmpty();
			});
	}

	@Test
	void whenUserHasEndpointThenItStays() {
		ComRegistryEndpoint own = new ComRegistryEndpoint(List.of(), List.of(), Show.NEVER);
		this.exposed.withBean(ComRegistryEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(ComRegistryEndpoint.class).isSameAs(own));
	}

	@Test
	void whenShowValuesIsNotSetThenValuesAreHidden() {
		this.exposed.run((context) -> assertThat(value(context)).isEqualTo("******"));
	}

	@Test
	void whenShowValuesIsAlwaysThenValuesAreShown() {
		this.exposed.withPropertyValues("management.endpoint.comregistry.show-values=always")
			.run((context) -> assertThat(value(context)).isEqualTo("text"));
	}

	@Test
	void whenSanitizingFunctionThenItApplies() {
		this.exposed.withPropertyValues("management.endpoint.comregistry.show-values=always")
			.withBean(SanitizingFunction.class, () -> (data) -> data.withValue("hidden"))
			.run((context) -> assertThat(value(context)).isEqualTo("hidden"));
	}

	@Test
	void whenWebThenEndpointsHavePaths() {
		this.exposed.run((context) -> {
			WebEndpointDiscoverer discoverer = new WebEndpointDiscoverer(context,
					new ConversionServiceParameterValueMapper(), EndpointMediaTypes.DEFAULT, null, null, List.of(),
					List.of(), List.of());
			assertThat(discoverer.getEndpoints()).flatMap(ExposableWebEndpoint::getOperations)
				.extracting((operation) -> operation.getRequestPredicate().getPath())
				.containsExactlyInAnyOrder("comclasses", "comclasses/{id}", "comregistry", "comservers",
						"comservers/{id}");
		});
	}

	@Test
	void whenComIsDisabledThenBacksOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComEndpointsAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ComClassesEndpoint.class));
	}

	@Test
	void whenActuatorIsAbsentThenBacksOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComEndpointsAutoConfiguration.class))
			.withUserConfiguration(ComConfiguration.class)
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ComEndpointsAutoConfiguration.class));
	}

	private static Object value(AssertableApplicationContext context) {
		return context.getBean(ComRegistryEndpoint.class)
			.comRegistry()
			.keys()
			.get("Desk")
			.entries()
			.get(0)
			.values()
			.get("(default)")
			.value();
	}

	@Configuration(proxyBeanMethods = false)
	static class ScmConfiguration {

		@Bean
		LeakDetector comLeakDetector() {
			return new LeakDetector(0);
		}

		@Bean
		ObjectRpc comObjectRpc(LeakDetector leakDetector) {
			return SingleProcess.objectRpc(leakDetector);
		}

		@Bean
		ServiceControlManager comServiceControlManager(ObjectRpc rpc) {
			ServerControl own = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), rpc,
					(classObject, licenseKey) -> {
						throw new IllegalStateException("Nothing is created for others here");
					});
			ComRegistry registry = new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"),
					new MemoryHive("application"));
			return new ServiceControlManager(rpc, own, registry, ActivationGuard.NONE, (request) -> {
				throw new IllegalStateException("Nothing is launched here");
			}, new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()), ScmSettings.DEFAULT);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ComConfiguration {

		@Bean
		InProcessServers modules() {
			return new InProcessServers(ActivationGuard.NONE, new SearchPath(List.of()), getClass().getClassLoader(),
					new Apartments(CallContext.NONE), System::nanoTime);
		}

		@Bean
		Hive comUserHive() {
			return new MemoryHive("user");
		}

		@Bean
		Hive comMachineHive() {
			return new MemoryHive("machine");
		}

		@Bean
		Hive comApplicationHive() {
			MemoryHive hive = new MemoryHive("application");
			hive.edit((root) -> root.withValue("Desk", null, new Sz("text")));
			return hive;
		}

		@Bean
		ComRegistry comRegistry(@Qualifier("comUserHive") Hive user, @Qualifier("comMachineHive") Hive machine,
				@Qualifier("comApplicationHive") Hive application) {
			return new ComRegistry(user, machine, application);
		}

		@Bean
		ClassTable comClassTable() {
			return new ClassTable(ActivationGuard.NONE);
		}

	}

}
