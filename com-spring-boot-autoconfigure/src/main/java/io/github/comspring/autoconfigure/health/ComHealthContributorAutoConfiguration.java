package io.github.comspring.autoconfigure.health;

import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.health.ComHealthIndicator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ComHealthIndicator}.
 */
@AutoConfiguration(afterName = "io.github.comspring.autoconfigure.ComAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ClassTable.class)
@ConditionalOnEnabledHealthIndicator("com")
public final class ComHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "comHealthContributor")
	ComHealthIndicator comHealthContributor(ClassTable classTable, ObjectProvider<Hive> hives) {
		return new ComHealthIndicator(classTable, hives.orderedStream().toList());
	}

}
