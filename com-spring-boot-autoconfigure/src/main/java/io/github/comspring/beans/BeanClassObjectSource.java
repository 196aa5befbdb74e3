package io.github.comspring.beans;

import io.github.comspring.ClassFactory;
import io.github.comspring.beans.ComClassBean.ClassObjectSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * A bean that is a class factory is the class object itself. It is made when the class is
 * registered, and destroyed when it is revoked unless its scope owns it.
 */
final class BeanClassObjectSource implements ClassObjectSource {

	private final DefaultListableBeanFactory beanFactory;

	private final String beanName;

	BeanClassObjectSource(DefaultListableBeanFactory beanFactory, String beanName) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
	}

	@Override
	public ClassFactory<?> open() {
		return this.beanFactory.getBean(this.beanName, ClassFactory.class);
	}

	@Override
	public void close(ClassFactory<?> classObject) {
		if (this.beanFactory.containsBeanDefinition(this.beanName) && this.beanFactory.isPrototype(this.beanName)) {
			this.beanFactory.destroyBean(this.beanName, classObject);
		}
	}

}
