package io.github.comspring.autoconfigure.properties;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Boot's check for properties that nobody reads, but for those below
 * {@code comspring.security}, which has a check of its own, where it is read at all.
 */
final class UnknownPropertiesCheck extends NoUnboundElementsBindHandler {

	private static final ConfigurationPropertyName SECURITY = ConfigurationPropertyName.of("comspring.security");

	UnknownPropertiesCheck(BindHandler parent) {
		super(parent, ComPropertySources.OWN::test);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		try {
			super.onFinish(name, target, context, result);
		}
		catch (UnboundConfigurationPropertiesException ex) {
			Set<ConfigurationProperty> unknown = new TreeSet<>(ex.getUnboundProperties());
			unknown.removeIf((property) -> SECURITY.isAncestorOf(property.getName()));
			if (!unknown.isEmpty()) {
				throw new UnboundConfigurationPropertiesException(unknown);
			}
		}
	}

}
