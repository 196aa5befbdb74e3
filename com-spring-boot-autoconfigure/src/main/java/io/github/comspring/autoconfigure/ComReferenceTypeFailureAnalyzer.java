package io.github.comspring.autoconfigure;

import io.github.comspring.Guid;
import io.github.comspring.beans.ComReferenceTypeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which injection point cannot have a reference.
 */
final class ComReferenceTypeFailureAnalyzer extends AbstractFailureAnalyzer<ComReferenceTypeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ComReferenceTypeException cause) {
		String description = String.format(
				"The %s has @ComReference, but its type %s is not an interface with @ComInterface.",
				cause.injectionPoint(), cause.type().getName());
		String action = FailureText.bullets("Inject the reference by the interface of the object",
				"Use an interface with @ComInterface that the class offers as the type of the injection point, "
						+ "not its class and no Optional, ObjectProvider or collection",
				"If " + cause.type().getSimpleName() + " is that interface, annotate it with @ComInterface(\""
						+ Guid.random() + "\")");
		return new FailureAnalysis(description, action, cause);
	}

}
