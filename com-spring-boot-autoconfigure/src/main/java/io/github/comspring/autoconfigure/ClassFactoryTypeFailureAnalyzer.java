package io.github.comspring.autoconfigure;

import io.github.comspring.Guid;
import io.github.comspring.beans.ClassFactoryTypeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which class factory makes instances that nobody could ask for anything.
 */
final class ClassFactoryTypeFailureAnalyzer extends AbstractFailureAnalyzer<ClassFactoryTypeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ClassFactoryTypeException cause) {
		String description = String.format(
				"The %s is a ClassFactory<%s>, but %s implements no interface with "
						+ "@ComInterface, so that no client could ask for anything.",
				cause.place(), cause.instanceType().getSimpleName(), cause.instanceType().getName());
		String action = FailureText.bullets("Let the class factory make instances that clients can use",
				"Annotate an interface that " + cause.instanceType().getName() + " implements with @ComInterface(\""
						+ Guid.random() + "\")",
				"If the instances implement one, name that or their class as the type argument of ClassFactory");
		return new FailureAnalysis(description, action, cause);
	}

}
