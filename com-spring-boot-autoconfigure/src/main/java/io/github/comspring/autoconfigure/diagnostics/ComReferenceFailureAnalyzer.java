package io.github.comspring.autoconfigure.diagnostics;

import java.util.List;

import io.github.comspring.ComReference;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.beans.InjectionPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why a context makes no references, where one is to be injected. Before Boot's own
 * analyzer, which would tell its reader to define a bean.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ComReferenceFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String ENABLED = "comspring.enabled";

	private final Environment environment;

	ComReferenceFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		InjectionPoint point = injectionPoint(rootFailure);
		ComReference reference = (point != null) ? point.getAnnotation(ComReference.class) : null;
		if (point == null || reference == null) {
			return null;
		}
		InjectionPlace place = InjectionPlace.of(point);
		boolean enabled = this.environment.getProperty(ENABLED, Boolean.class, true);
		String description = String.format("The %s has @ComReference(\"%s\"), but there are no references here: %s.",
				place.name(), reference.value(),
				enabled ? "the auto-configuration " + ComAutoConfiguration.class.getName()
						+ " is not part of this application context" : ENABLED + " is false");
		return new FailureAnalysis(description, FailureText.bullets("Do one of these", remedies(place, enabled)),
				cause);
	}

	private static @Nullable InjectionPoint injectionPoint(Throwable failure) {
		InjectionPoint found = null;
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof UnsatisfiedDependencyException unsatisfied && unsatisfied.getInjectionPoint() != null) {
				found = unsatisfied.getInjectionPoint();
			}
		}
		return found;
	}

	private static List<String> remedies(InjectionPlace place, boolean enabled) {
		return List.of(
				enabled ? "Import the auto-configuration, in the test of a slice with "
						+ "@ImportAutoConfiguration(ComAutoConfiguration.class)" : "Remove " + ENABLED,
				"In a test, put something in the place of the object: @MockitoBean " + place.type().getSimpleName(),
				"Leave the bean with the injection point out of this context");
	}

}
