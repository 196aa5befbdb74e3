package io.github.comspring.autoconfigure.health;

import io.github.comspring.ActivationGuard;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.health.ComHealthIndicator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ComHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner withoutClassTable = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComHealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withBean(Hive.class, () -> new MemoryHive("machine"));

	private final ApplicationContextRunner runner = this.withoutClassTable.withBean(ClassTable.class,
			() -> new ClassTable(ActivationGuard.NONE));

	@Test
	void whenHealthIsThereThenContributesUnderItsName() {
		this.runner.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("com"))
			.isInstanceOf(ComHealthIndicator.class));
	}

	@Test
	void whenDisabledThenDoesNotContribute() {
		this.runner.withPropertyValues("management.health.com.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ComHealthIndicator.class));
	}

	@Test
	void whenUserHasContributorOfTheNameThenItStays() {
		HealthIndicator own = () -> Health.up().build();
		this.runner.withBean("comHealthContributor", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(ComHealthIndicator.class)
				.getBean("comHealthContributor")
				.isSameAs(own));
	}

	@Test
	void whenComIsDisabledThenBacksOff() {
		this.withoutClassTable
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ComHealthIndicator.class));
	}

	@Test
	void whenHealthIsAbsentThenBacksOff() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ComHealthContributorAutoConfiguration.class))
			.withBean(ClassTable.class, () -> new ClassTable(ActivationGuard.NONE))
			.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ComHealthContributorAutoConfiguration.class));
	}

}
