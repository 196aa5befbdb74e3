package io.github.comspring.autoconfigure.test;

import java.lang.reflect.Field;
import java.util.List;

import io.github.comspring.beans.ComReferenceInjection;
import io.github.comspring.beans.TestOverrides;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.bean.override.BeanOverrideHandler;

/**
 * Tells a context that is tested what its test overrides.
 *
 * @param overrides the overrides, which tell contexts apart
 */
record OverridesContextCustomizer(List<BeanOverrideHandler> overrides) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		TestOverrides found = (type) -> find(beanFactory, type);
		beanFactory.registerSingleton(TestOverrides.BEAN_NAME, found);
		context.addBeanFactoryPostProcessor(new ComReferenceInjection());
	}

	private @Nullable Object find(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return this.overrides.stream()
			.filter((override) -> override.getBeanType().toClass() == type)
			.findFirst()
			.map((override) -> bean(beanFactory, override))
			.orElse(null);
	}

	/**
	 * Returns what Spring has put in the place of a bean, found as it is for the field of
	 * the test.
	 */
	private static @Nullable Object bean(ConfigurableListableBeanFactory beanFactory, BeanOverrideHandler override) {
		String name = override.getBeanName();
		Field field = override.getField();
		if (name != null) {
			return beanFactory.getBean(name);
		}
		return (field != null) ? beanFactory.resolveDependency(new DependencyDescriptor(field, true), null)
				: beanFactory.getBeanProvider(override.getBeanType()).getObject();
	}

}
