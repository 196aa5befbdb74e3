package io.github.comspring.autoconfigure.properties;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Questions times without a unit that are very small: who writes {@code call-timeout: 10}
 * does not mean ten milliseconds. It is no mistake by the rules, so it stops nothing. No
 * size is so small that it would not be refused.
 */
final class UnitlessValues extends AbstractBindHandler {

	private static final Log logger = LogFactory.getLog(UnitlessValues.class);

	UnitlessValues(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && property.getValue().toString().matches("\\d+")) {
			question(property, result);
		}
		return super.onSuccess(name, target, context, result);
	}

	private static void question(ConfigurationProperty property, Object result) {
		if (result instanceof Duration time && !time.isZero() && time.toSeconds() == 0) {
			warn(property, time.toMillis() + " milliseconds", property.getValue() + "s", property.getValue() + "ms");
		}
	}

	private static void warn(ConfigurationProperty property, String meaning, String likely, String literal) {
		logger.warn(property.getName() + " is " + meaning + ", as it has no unit (" + property.getOrigin() + "). Write "
				+ likely + " if that is meant, or " + literal + " so that nobody asks");
	}

}
