package io.github.comspring.autoconfigure.observation;

import io.github.comspring.Activator;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.observation.ComActivationObservationConvention;
import io.github.comspring.observation.ObservedActivator;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Observes the activator, whoever made it, unless the registry takes no observations.
 */
final class ActivatorObservation implements BeanPostProcessor {

	private final ObjectProvider<ObservationRegistry> observations;

	private final ObjectProvider<ComActivationObservationConvention> convention;

	private final ObjectProvider<ComRegistry> registry;

	/**
	 * Creates a post-processor; all that it needs is obtained with the activator.
	 * @param observations takes the observations
	 * @param convention names them
	 * @param registry knows the names of classes
	 */
	ActivatorObservation(ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<ComActivationObservationConvention> convention, ObjectProvider<ComRegistry> registry) {
		this.observations = observations;
		this.convention = convention;
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof Activator activator) ? observe(activator) : bean;
	}

	private Activator observe(Activator activator) {
		ObservationRegistry taker = this.observations.getIfUnique(() -> ObservationRegistry.NOOP);
		return taker.isNoop() ? activator : new ObservedActivator(activator, taker, this.convention.getIfAvailable(),
				this.registry.getObject()::coClass);
	}

}
