package io.github.comspring.beans;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * Teaches a bean factory to inject {@link io.github.comspring.ComReference @ComReference}
 * wherever it injects beans: into fields, and parameters of constructors and methods.
 */
public final class ComReferenceInjection implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory instanceof DefaultListableBeanFactory factory
				&& !(factory.getAutowireCandidateResolver() instanceof ComReferenceResolver)) {
			factory.setAutowireCandidateResolver(
					new ComReferenceResolver(factory.getAutowireCandidateResolver(), factory));
		}
	}

}
