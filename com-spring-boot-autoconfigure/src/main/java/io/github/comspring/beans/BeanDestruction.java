package io.github.comspring.beans;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Tells whether the instances of a bean need to be destroyed, so that the many that do
 * not are let go at no cost. When in doubt they do. Decided once for each type, since
 * what post-processors look for is in the type. Safe from any thread.
 */
final class BeanDestruction {

	private final List<DestructionAwareBeanPostProcessor> postProcessors;

	private final String @Nullable [] methods;

	private final Map<Class<?>, Boolean> needed = new ConcurrentHashMap<>();

	BeanDestruction(DefaultListableBeanFactory beanFactory, String beanName) {
		this.postProcessors = beanFactory.getBeanPostProcessors()
			.stream()
			.flatMap((processor) -> (processor instanceof DestructionAwareBeanPostProcessor aware) ? Stream.of(aware)
					: Stream.empty())
			.toList();
		this.methods = ((RootBeanDefinition) beanFactory.getMergedBeanDefinition(beanName)).getDestroyMethodNames();
	}

	boolean isNeededFor(Object bean) {
		Boolean known = this.needed.get(bean.getClass());
		if (known == null) {
			// Not within the map, whose lock the application's own code would hold
			known = decide(bean);
			this.needed.put(bean.getClass(), known);
		}
		return known;
	}

	private boolean decide(Object bean) {
		return hasMethod(bean.getClass())
				|| this.postProcessors.stream().anyMatch((processor) -> processor.requiresDestruction(bean));
	}

	private boolean hasMethod(Class<?> type) {
		if (DisposableBean.class.isAssignableFrom(type) || AutoCloseable.class.isAssignableFrom(type)) {
			return true;
		}
		if (this.methods == null) {
			return false;
		}
		return !Arrays.asList(this.methods).contains(AbstractBeanDefinition.INFER_METHOD)
				|| ClassUtils.hasMethod(type, "close") || ClassUtils.hasMethod(type, "shutdown");
	}

}
