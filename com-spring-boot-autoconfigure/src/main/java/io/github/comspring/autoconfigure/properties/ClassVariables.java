package io.github.comspring.autoconfigure.properties;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Environment variables and system properties about classes. They cannot declare a class,
 * as they cannot spell its name, so one that speaks of no declared class does nothing. It
 * stops nothing either: server processes inherit the variables of the application that
 * starts them, and declare other classes.
 *
 * @param sources where they come from
 */
record ClassVariables(ComPropertySources sources) {

	private static final Log logger = LogFactory.getLog(ClassVariables.class);

	/** The longest first, as one may be the end of another. */
	private static final List<String> PROPERTIES = Arrays.stream(ClassDeclaration.class.getRecordComponents())
		.map(RecordComponent::getName)
		.map(DeclaredNames::uniform)
		.sorted(Comparator.comparing(String::length).reversed())
		.toList();

	/**
	 * Warns of those that do nothing.
	 * @param classes the names of the declared classes
	 */
	void warnOfUnknown(Set<String> classes) {
		Set<String> known = classes.stream()
			.map(DeclaredNames::uniform)
			.flatMap((name) -> PROPERTIES.stream().map(name::concat))
			.collect(Collectors.toSet());
		for (ConfigurationPropertySource source : this.sources.sources()) {
			if (!ComPropertySources.OWN.test(source)
					&& source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter(ComPropertySources.CLASSES::isAncestorOf)
					.filter((name) -> isOfUnknownClass(name, known))
					.forEach((name) -> warn(name, iterable, classes));
			}
		}
	}

	/**
	 * What does not end as a property of a class is about something else, such as a
	 * service of Kubernetes.
	 */
	private static boolean isOfUnknownClass(ConfigurationPropertyName name, Set<String> known) {
		String uniform = uniform(name);
		return !known.contains(uniform) && PROPERTIES.stream().anyMatch(uniform::endsWith);
	}

	private static void warn(ConfigurationPropertyName name, ConfigurationPropertySource source, Set<String> classes) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		String uniform = uniform(name);
		String end = PROPERTIES.stream().filter(uniform::endsWith).findFirst().orElse("");
		logger.warn("There is no class for " + ((property != null) ? property.getOrigin() : name)
				+ ", so it does nothing: a class is declared in a file, with comspring.classes[its ProgID]"
				+ Suggestion.of(uniform.substring(0, uniform.length() - end.length()), classes));
	}

	private static String uniform(ConfigurationPropertyName name) {
		return DeclaredNames.uniform(name.subName(ComPropertySources.CLASSES.getNumberOfElements()).toString());
	}

}
