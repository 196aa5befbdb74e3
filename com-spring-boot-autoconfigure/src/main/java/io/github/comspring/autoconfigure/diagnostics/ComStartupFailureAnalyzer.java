package io.github.comspring.autoconfigure.diagnostics;

import io.github.comspring.diagnostics.ComStartupException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with what the application declares, and what can be done.
 */
final class ComStartupFailureAnalyzer extends AbstractFailureAnalyzer<ComStartupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ComStartupException cause) {
		return new FailureAnalysis(cause.getMessage(), FailureText.bullets("Do one of these", cause.remedies()), cause);
	}

}
