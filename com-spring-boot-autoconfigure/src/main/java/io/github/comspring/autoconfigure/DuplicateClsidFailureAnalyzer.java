package io.github.comspring.autoconfigure;

import io.github.comspring.Guid;
import io.github.comspring.beans.DuplicateClsidException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which two beans declare one CLSID.
 */
final class DuplicateClsidFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateClsidException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateClsidException cause) {
		String description = String.format("Two beans declare a COM class with the CLSID %s:%n%n    - %s%n    - %s",
				cause.clsid(), cause.first(), cause.second());
		String action = FailureText.bullets("Give each class an identity of its own",
				"If they are different classes, set @ComClass(clsid) of one of them to a fresh GUID, such as "
						+ Guid.random(),
				"If they are one class, remove @ComClass from one of them");
		return new FailureAnalysis(description, action, cause);
	}

}
