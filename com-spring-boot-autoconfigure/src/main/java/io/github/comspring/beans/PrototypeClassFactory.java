package io.github.comspring.beans;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The class factory of a bean with prototype scope: each instance is a new bean, and is
 * destroyed as Spring destroys beans.
 */
final class PrototypeClassFactory implements ClassFactory<Object> {

	private final ConfigurableBeanFactory beanFactory;

	private final String beanName;

	private final BeanDestruction destruction;

	PrototypeClassFactory(ConfigurableBeanFactory beanFactory, String beanName, BeanDestruction destruction) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.destruction = destruction;
	}

	@Override
	public Object createInstance(Class<?> type) {
		return getBean(this.beanFactory, this.beanName);
	}

	/**
	 * Calls the bean's destruction callbacks, on the bean itself: they are seldom on the
	 * interfaces that a proxy shows.
	 */
	@Override
	public void destroyInstance(Object instance) {
		Object proxied = AopProxyUtils.getSingletonTarget(instance);
		Object bean = (proxied != null) ? proxied : instance;
		if (this.destruction.isNeededFor(bean)) {
			this.beanFactory.destroyBean(this.beanName, bean);
		}
	}

	/**
	 * Gets a bean, and if the bean's own code refused with a code, lets the client have
	 * that one.
	 */
	static Object getBean(ConfigurableBeanFactory beanFactory, String beanName) {
		try {
			return beanFactory.getBean(beanName);
		}
		catch (BeansException ex) {
			throw refusal(ex);
		}
	}

	private static RuntimeException refusal(BeansException thrown) {
		for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof ComException refusal) {
				return refusal;
			}
		}
		return thrown;
	}

	@Override
	public String toString() {
		return "bean '" + this.beanName + "', a new one for each client";
	}

}
