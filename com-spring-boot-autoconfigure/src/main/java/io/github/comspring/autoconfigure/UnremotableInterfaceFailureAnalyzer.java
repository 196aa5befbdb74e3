package io.github.comspring.autoconfigure;

import io.github.comspring.beans.UnremotableInterfaceException;
import io.github.comspring.core.ndr.UnremotableTypeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/**
 * Says which COM class for other processes has an interface that cannot leave this one.
 */
final class UnremotableInterfaceFailureAnalyzer extends AbstractFailureAnalyzer<UnremotableInterfaceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnremotableInterfaceException cause) {
		String description = String.format(
				"The %s declares a COM class for clients in this process and in others, but its interface %s cannot "
						+ "be called from another process.%n%n    %s",
				cause.place(), cause.type().getName(), problem(cause));
		String action = FailureText.bullets("Do one of these", remedy(cause),
				"If no other process needs the class, declare it with @ComClass(use = IN_PROCESS)");
		return new FailureAnalysis(description, action, cause);
	}

	private static String problem(UnremotableInterfaceException cause) {
		return (cause.problem() instanceof UnremotableTypeException type)
				? "Method: " + type.method().toGenericString() + System.lineSeparator() + "    Type: " + type.typeName()
				: cause.problem().detail();
	}

	private static String remedy(UnremotableInterfaceException cause) {
		return (cause.problem() instanceof UnremotableTypeException type)
				? StringUtils.capitalize(type.remedy()) + " (method " + type.method().getName() + ")"
				: "Correct the interface " + cause.type().getName();
	}

}
