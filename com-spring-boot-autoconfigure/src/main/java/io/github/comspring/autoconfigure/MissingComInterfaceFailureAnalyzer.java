package io.github.comspring.autoconfigure;

import io.github.comspring.Guid;
import io.github.comspring.beans.MissingComInterfaceException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which COM class has no interface to ask for.
 */
final class MissingComInterfaceFailureAnalyzer extends AbstractFailureAnalyzer<MissingComInterfaceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingComInterfaceException cause) {
		String description = String
			.format("The %s declares a COM class, but its type %s implements no interface with @ComInterface, "
					+ "so that no client could ask for anything.", cause.place(), cause.type().getName());
		String action = FailureText.bullets("Let clients have an interface",
				"Annotate an interface that " + cause.type().getName() + " implements with @ComInterface(\""
						+ Guid.random() + "\")",
				"If the object implements one, and only the declared type does not say so, declare that type");
		return new FailureAnalysis(description, action, cause);
	}

}
