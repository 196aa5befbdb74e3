package io.github.comspring.autoconfigure.observation;

import io.github.comspring.Activator;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.observation.ComActivationObservationConvention;
import io.github.comspring.observation.DefaultComActivationObservationConvention;
import io.github.comspring.observation.ObservedActivator;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class ComObservationAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComObservationAutoConfiguration.class))
		.withBean(ComRegistry.class,
				() -> new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"), new MemoryHive("application")))
		.withBean(Activator.class, () -> mock());

	private final ApplicationContextRunner runner = this.withoutRegistry.withBean(ObservationRegistry.class,
			TestObservationRegistry::create);

	@Test
	void whenObservationRegistryThenActivatorIsObserved() {
		this.runner
			.run((context) -> assertThat(context).getBean(Activator.class).isInstanceOf(ObservedActivator.class));
	}

	@Test
	void whenConventionBeanThenActivatorUsesIt() {
		ComActivationObservationConvention convention = new DefaultComActivationObservationConvention();
		this.runner.withBean(ComActivationObservationConvention.class, () -> convention)
			.run((context) -> assertThat(context.getBean(Activator.class)).extracting("convention")
				.isSameAs(convention));
	}

	@Test
	void whenNoObservationRegistryThenActivatorIsItself() {
		this.withoutRegistry
			.run((context) -> assertThat(context).getBean(Activator.class).isNotInstanceOf(ObservedActivator.class));
	}

	@Test
	void whenRegistryTakesNoObservationsThenActivatorIsItself() {
		this.withoutRegistry.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> assertThat(context).getBean(Activator.class).isNotInstanceOf(ObservedActivator.class));
	}

	@Test
	void whenNoComRegistryThenBacksOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComObservationAutoConfiguration.class))
			.withBean(ObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> assertThat(context).doesNotHaveBean(ActivatorObservation.class));
	}

	@Test
	void whenMicrometerIsAbsentThenBacksOff() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ComObservationAutoConfiguration.class));
	}

}
