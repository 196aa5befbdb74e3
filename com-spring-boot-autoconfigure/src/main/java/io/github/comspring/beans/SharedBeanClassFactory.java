package io.github.comspring.beans;

import io.github.comspring.ClassFactory;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The class factory of a bean that its scope owns, such as a singleton: all clients of
 * the scope get the same instance, which outlives their pointers.
 */
final class SharedBeanClassFactory implements ClassFactory<Object> {

	private final ConfigurableBeanFactory beanFactory;

	private final String beanName;

	SharedBeanClassFactory(ConfigurableBeanFactory beanFactory, String beanName) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
	}

	@Override
	public Object createInstance(Class<?> type) {
		return PrototypeClassFactory.getBean(this.beanFactory, this.beanName);
	}

	@Override
	public void destroyInstance(Object instance) {
	}

	@Override
	public String toString() {
		return "bean '" + this.beanName + "', shared by its clients";
	}

}
