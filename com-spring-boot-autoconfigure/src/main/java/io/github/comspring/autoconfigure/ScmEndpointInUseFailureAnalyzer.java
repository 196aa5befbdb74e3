package io.github.comspring.autoconfigure;

import io.github.comspring.lifecycle.ScmEndpointInUseException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says where another host listens already.
 */
final class ScmEndpointInUseFailureAnalyzer extends AbstractFailureAnalyzer<ScmEndpointInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ScmEndpointInUseException cause) {
		String description = "With comspring.scm.mode=host the application hosts the service control manager at "
				+ cause.endpoint() + ", but another process listens there already.";
		String action = FailureText.bullets("Do one of these", "Use that host: set comspring.scm.mode to client",
				"End the other process", "Set comspring.scm.endpoint to another socket");
		return new FailureAnalysis(description, action, cause);
	}

}
