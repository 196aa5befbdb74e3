package io.github.comspring.autoconfigure;

import io.github.comspring.Guid;
import io.github.comspring.beans.InvalidIdentifierException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which annotation has a text that is no identifier.
 */
final class InvalidIdentifierFailureAnalyzer extends AbstractFailureAnalyzer<InvalidIdentifierException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidIdentifierException cause) {
		String description = String.format("The attribute %s at %s is '%s'.%n%n%s", cause.attribute(), cause.place(),
				cause.value(), cause.getCause().getMessage());
		String action = FailureText.bullets("Correct " + cause.attribute(),
				"A CLSID, IID or AppID is a GUID of 32 hexadecimal digits in groups of 8-4-4-4-12, such as "
						+ Guid.random(),
				"A ProgID has at most 39 letters, digits and full stops, the first a letter, such as Desk.PageRasterizer.1");
		return new FailureAnalysis(description, action, cause);
	}

}
