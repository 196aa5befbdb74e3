package io.github.comspring.beans;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Refuses a context below this one that declares classes and has nothing that would
 * register them. Spring tells of its start here, too, and it has no code of ours that
 * could say so itself.
 */
public final class UnregisteredComClasses implements ApplicationListener<ContextRefreshedEvent> {

	/** With which the user leaves them out knowingly. */
	private static final String ENABLED = "comspring.enabled";

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		DefaultListableBeanFactory beanFactory = unserved(event.getApplicationContext());
		ComClassBean left = (beanFactory != null) ? new ComClassBeans(beanFactory).find((coClass) -> true) : null;
		if (left != null) {
			throw BeanMistakes.unregisteredClass(left.place());
		}
	}

	private static @Nullable DefaultListableBeanFactory unserved(ApplicationContext context) {
		if (context instanceof ConfigurableApplicationContext configurable
				&& configurable.getBeanFactory() instanceof DefaultListableBeanFactory beanFactory
				&& beanFactory.getBeanNamesForType(ComClassBeans.class, false, false).length == 0
				&& context.getEnvironment().getProperty(ENABLED, Boolean.class, true)) {
			return beanFactory;
		}
		return null;
	}

}
