package io.github.comspring.autoconfigure.observation;

import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.observation.ComActivationObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observation of activations.
 */
@AutoConfiguration(afterName = { "io.github.comspring.autoconfigure.ComAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ ComRegistry.class, ObservationRegistry.class })
public final class ComObservationAutoConfiguration {

	@Bean
	static ActivatorObservation activatorObservation(ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<ComActivationObservationConvention> convention, ObjectProvider<ComRegistry> registry) {
		return new ActivatorObservation(observations, convention, registry);
	}

}
