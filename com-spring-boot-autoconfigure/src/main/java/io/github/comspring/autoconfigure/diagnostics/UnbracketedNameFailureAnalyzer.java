package io.github.comspring.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.IntStream;

import io.github.comspring.autoconfigure.properties.ComPropertySources;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which class lacks the brackets around its ProgID, without which each full stop
 * begins another property. All other unknown properties are left to Boot.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnbracketedNameFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		return cause.getUnboundProperties()
			.stream()
			.filter((property) -> isUnbracketed(property.getName()))
			.findFirst()
			.map((property) -> analyze(property, cause))
			.orElse(null);
	}

	private static boolean isUnbracketed(ConfigurationPropertyName name) {
		int map = ComPropertySources.CLASSES.getNumberOfElements();
		return ComPropertySources.CLASSES.isAncestorOf(name) && name.getNumberOfElements() > map + 2
				&& !name.chop(map + 1).isLastElementIndexed();
	}

	private static FailureAnalysis analyze(ConfigurationProperty property, Throwable cause) {
		ConfigurationPropertyName name = property.getName();
		List<String> elements = elements(name);
		String progId = String.join(".", elements.subList(0, elements.size() - 1));
		String description = String.format(
				"The class %s has no brackets around its name, without which each full stop "
						+ "begins another property.%n%n    Property: %s%n    Value: \"%s\"%n    Origin: %s",
				progId, name, property.getValue(), property.getOrigin());
		String action = FailureText.bullets("Put the name in brackets",
				List.of("In YAML, in quotes too: \"[" + progId + "]\":", "Elsewhere: comspring.classes[" + progId + "]."
						+ elements.get(elements.size() - 1) + "=" + property.getValue()));
		return new FailureAnalysis(description, action, cause);
	}

	private static List<String> elements(ConfigurationPropertyName name) {
		ConfigurationPropertyName key = name.subName(ComPropertySources.CLASSES.getNumberOfElements());
		return IntStream.range(0, key.getNumberOfElements()).mapToObj((i) -> key.getElement(i, Form.ORIGINAL)).toList();
	}

}
