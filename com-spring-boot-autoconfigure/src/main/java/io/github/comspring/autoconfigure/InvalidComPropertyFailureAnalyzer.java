package io.github.comspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property is wrong, and what would be right.
 */
final class InvalidComPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidComPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidComPropertyException cause) {
		String value = (cause.value() != null) ? String.format("%n%n    Value: \"%s\"", cause.value()) : "";
		String description = String.format("The property %s %s.%s", cause.property(), cause.problem(), value);
		String action = FailureText.bullets("Correct the property", cause.remedies());
		return new FailureAnalysis(description, action, cause);
	}

}
