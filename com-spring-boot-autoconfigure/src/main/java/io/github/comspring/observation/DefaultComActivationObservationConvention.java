package io.github.comspring.observation;

import io.github.comspring.ClassContext;
import io.github.comspring.CoClass;
import io.github.comspring.observation.ComActivationObservationDocumentation.HighCardinalityKeyNames;
import io.github.comspring.observation.ComActivationObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention for activations that applies unless the application has its own.
 */
public class DefaultComActivationObservationConvention implements ComActivationObservationConvention {

	@Override
	public String getName() {
		return "comspring.activation";
	}

	@Override
	public String getContextualName(ComActivationObservationContext context) {
		return "activate " + className(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ComActivationObservationContext context) {
		ClassContext contexts = context.getContexts();
		return KeyValues.of(LowCardinalityKeyNames.CLASS.withValue(className(context)),
				LowCardinalityKeyNames.CONTEXT
					.withValue((contexts != null) ? contexts.toString() : KeyValue.NONE_VALUE),
				LowCardinalityKeyNames.OUTCOME.withValue(context.getOutcome().name()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ComActivationObservationContext context) {
		return KeyValues.of(HighCardinalityKeyNames.CLSID.withValue(context.getCoClass().clsid().toString()));
	}

	private static String className(ComActivationObservationContext context) {
		CoClass coClass = context.getCoClass();
		if (coClass.progId() != null) {
			return coClass.progId().value();
		}
		return (context.getError() == null) ? coClass.clsid().toString() : KeyValue.NONE_VALUE;
	}

}
