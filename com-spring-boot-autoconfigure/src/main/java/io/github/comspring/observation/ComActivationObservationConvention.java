package io.github.comspring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The {@link ObservationConvention} for activations. A bean of this type replaces the
 * {@link DefaultComActivationObservationConvention}.
 */
public interface ComActivationObservationConvention extends ObservationConvention<ComActivationObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ComActivationObservationContext;
	}

}
