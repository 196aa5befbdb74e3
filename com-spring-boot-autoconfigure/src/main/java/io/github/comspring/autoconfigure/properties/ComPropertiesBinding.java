package io.github.comspring.autoconfigure.properties;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds {@link ComProperties} as Boot does, but from {@link ComPropertySources}, and
 * refuses what is unknown. Boot's own check could not be asked for with
 * {@code ignoreUnknownFields}, as it would not know the other names of a class.
 */
public final class ComPropertiesBinding implements ConfigurationPropertiesBindHandlerAdvisor {

	private final ConfigurableEnvironment environment;

	/**
	 * Creates the binding.
	 * @param environment has the properties
	 */
	public ComPropertiesBinding(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public BindHandler apply(BindHandler handler) {
		return new AbstractBindHandler(handler) {

			@Override
			public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
				return isOurs(target) ? null : super.onStart(name, target, context);
			}

			@Override
			public Object onCreate(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
					Object result) {
				return isOurs(target) ? bind(name, handler) : super.onCreate(name, target, context, result);
			}

		};
	}

	private static boolean isOurs(Bindable<?> target) {
		return target.getType().resolve() == ComProperties.class;
	}

	private ComProperties bind(ConfigurationPropertyName name, BindHandler handler) {
		ComPropertySources sources = ComPropertySources.of(this.environment);
		Binder binder = new Binder(sources.sources(), new PropertySourcesPlaceholdersResolver(this.environment));
		ComProperties bound = binder.bindOrCreate(name, Bindable.of(ComProperties.class),
				new UnknownPropertiesCheck(new UnitlessValues(handler)));
		new ClassVariables(sources).warnOfUnknown(bound.classes().keySet());
		return bound;
	}

}
