package io.github.comspring.autoconfigure.properties;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The sources of the properties, all with the same names for classes and applications.
 *
 * @param sources the sources, the one that wins first
 */
public record ComPropertySources(List<ConfigurationPropertySource> sources) {

	/** Below which the properties of classes are. */
	public static final ConfigurationPropertyName CLASSES = ConfigurationPropertyName.of("comspring.classes");

	private static final ConfigurationPropertyName APPLICATIONS = ConfigurationPropertyName
		.of("comspring.applications");

	/** Whether a source is of this application alone, unlike environment variables. */
	static final Predicate<ConfigurationPropertySource> OWN = new UnboundElementsSourceFilter()::apply;

	/**
	 * Returns the sources of an environment as they are now.
	 * @param environment the environment
	 * @return the sources
	 */
	public static ComPropertySources of(ConfigurableEnvironment environment) {
		return of(ConfigurationPropertySources.from(environment.getPropertySources()));
	}

	static ComPropertySources of(Iterable<ConfigurationPropertySource> all) {
		List<ConfigurationPropertySource> sources = StreamSupport.stream(all.spliterator(), false).toList();
		List<IterableConfigurationPropertySource> own = sources.stream()
			.filter(OWN)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.toList();
		DeclaredNames classes = DeclaredNames.in(CLASSES, own);
		DeclaredNames applications = DeclaredNames.in(APPLICATIONS, own);
		return new ComPropertySources(sources.stream().map(classes::applyTo).map(applications::applyTo).toList());
	}

	/**
	 * Finds a property as it was given.
	 * @param name the property, such as
	 * {@code comspring.classes[Hello.Greeter.1].context}
	 * @return the property of the source that wins, or {@code null} if no source has it
	 */
	public @Nullable ConfigurationProperty find(String name) {
		return Stream.of(name, name.replace('[', '.').replace("]", ""))
			.map((each) -> ConfigurationPropertyName.adapt(each, '.'))
			.flatMap((each) -> this.sources.stream().map((source) -> source.getConfigurationProperty(each)))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Tells where a property stands.
	 * @param name the property
	 * @return its origin, or that of another property of the same class or application if
	 * it is missing; {@code null} if there is none
	 */
	public @Nullable Origin origin(String name) {
		ConfigurationProperty property = find(name);
		return (property != null) ? property.getOrigin() : originBeside(name);
	}

	private @Nullable Origin originBeside(String name) {
		ConfigurationPropertyName missing = ConfigurationPropertyName.adapt(name, '.');
		ConfigurationPropertyName owner = missing.chop(CLASSES.getNumberOfElements() + 1);
		return this.sources.stream()
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.flatMap((source) -> source.stream()
				.filter(owner::isAncestorOf)
				.map((each) -> Origin.from(source.getConfigurationProperty(each))))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
