package io.github.comspring.autoconfigure.diagnostics;

import io.github.comspring.autoconfigure.properties.ComPropertySources;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Says which property is wrong, where it stands, and what would be right.
 */
final class InvalidComPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidComPropertyException> {

	private final @Nullable ComPropertySources sources;

	InvalidComPropertyFailureAnalyzer(Environment environment) {
		this.sources = (environment instanceof ConfigurableEnvironment configurable)
				? ComPropertySources.of(configurable) : null;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidComPropertyException cause) {
		ConfigurationProperty property = (this.sources != null) ? this.sources.find(cause.property()) : null;
		Origin origin = (this.sources != null) ? this.sources.origin(cause.property()) : null;
		Object value = (property != null) ? property.getValue() : cause.value();
		StringBuilder description = new StringBuilder(
				String.format("The property %s %s.", cause.property(), cause.problem()));
		if (value != null) {
			description.append(String.format("%n%n    Value: \"%s\"", value));
		}
		if (origin != null) {
			description.append(String.format("%n    Origin: %s", origin));
		}
		String action = FailureText.bullets("Correct the property", cause.remedies());
		return new FailureAnalysis(description.toString(), action, cause);
	}

}
