package io.github.comspring.autoconfigure.properties;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A source of properties with some of them under other names. Unlike Boot's own aliases,
 * the old names are gone, and a property need not be listed to be found, as environment
 * variables in their legacy form are not.
 */
final class RenamedPropertySource implements IterableConfigurationPropertySource {

	private final IterableConfigurationPropertySource source;

	/** The longest first, as one may be the beginning of another. */
	private final List<RenamedElements> renamed;

	RenamedPropertySource(IterableConfigurationPropertySource source, List<RenamedElements> renamed) {
		this.source = source;
		this.renamed = renamed.stream()
			.sorted(Comparator.comparing((RenamedElements each) -> each.from().getNumberOfElements()).reversed())
			.toList();
	}

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.source.stream().map(this::rename);
	}

	private ConfigurationPropertyName rename(ConfigurationPropertyName property) {
		return this.renamed.stream()
			.filter((each) -> each.isRenamed(property))
			.findFirst()
			.map((each) -> each.rename(property))
			.orElse(property);
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
		return (name == null) ? null
				: sourceNames(name).map(this.source::getConfigurationProperty)
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null);
	}

	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		ConfigurationPropertyState known = IterableConfigurationPropertySource.super.containsDescendantOf(name);
		return (known == ConfigurationPropertyState.PRESENT || sourceNames(name).map(this.source::containsDescendantOf)
			.noneMatch(ConfigurationPropertyState.PRESENT::equals)) ? known : ConfigurationPropertyState.PRESENT;
	}

	private Stream<ConfigurationPropertyName> sourceNames(ConfigurationPropertyName name) {
		return Stream.concat(Stream.of(name),
				this.renamed.stream().filter((each) -> each.isResult(name)).map((each) -> each.undo(name)));
	}

	@Override
	public @Nullable Object getUnderlyingSource() {
		return this.source.getUnderlyingSource();
	}

}
