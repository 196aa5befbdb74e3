package io.github.comspring.autoconfigure;

import io.github.comspring.beans.DuplicateProgIdException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which two beans declare one ProgID.
 */
final class DuplicateProgIdFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateProgIdException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateProgIdException cause) {
		String description = String.format("Two beans declare a COM class with the ProgID %s:%n%n    - %s%n    - %s",
				cause.progId(), cause.first(), cause.second());
		String action = FailureText.bullets("A ProgID leads to one class only",
				"If one class is a new version of the other, raise the number at the end of its @ComClass(progId)",
				"Otherwise give one of them another @ComClass(progId), or none");
		return new FailureAnalysis(description, action, cause);
	}

}
