package io.github.comspring.autoconfigure.properties;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * The beginning of properties that has another name.
 *
 * @param from the name that it has
 * @param to the name that it should have
 */
record RenamedElements(ConfigurationPropertyName from, ConfigurationPropertyName to) {

	boolean isRenamed(ConfigurationPropertyName property) {
		return this.from.isAncestorOf(property);
	}

	boolean isResult(ConfigurationPropertyName property) {
		return this.to.isAncestorOf(property);
	}

	ConfigurationPropertyName rename(ConfigurationPropertyName property) {
		return replace(property, this.from, this.to);
	}

	ConfigurationPropertyName undo(ConfigurationPropertyName property) {
		return replace(property, this.to, this.from);
	}

	private static ConfigurationPropertyName replace(ConfigurationPropertyName property, ConfigurationPropertyName old,
			ConfigurationPropertyName fresh) {
		return fresh.append(property.subName(old.getNumberOfElements()));
	}

}
