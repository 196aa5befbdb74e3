package io.github.comspring.beans;

import io.github.comspring.ComClass;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * A bean with {@link ComClass @ComClass}: on the method that makes it, on its class or a
 * parent of that, or on what a factory bean produces. Reading it makes no bean.
 *
 * @param place where the bean is declared
 * @param annotation the annotation
 * @param type the declared type of the bean, {@link ResolvableType#NONE} if unknown
 */
record ComClassDeclaration(BeanPlace place, ComClass annotation, ResolvableType type) {

	/**
	 * Reads how a bean is declared.
	 * @param beanFactory the bean factory
	 * @param beanName the name of the bean
	 * @return the declaration, or {@code null} if the bean is no COM class
	 */
	static @Nullable ComClassDeclaration read(DefaultListableBeanFactory beanFactory, String beanName) {
		if (isTemplate(beanFactory, beanName) || isScopedProxy(beanFactory, beanName)) {
			return null;
		}
		DeclaredBean bean = DeclaredBean.of(beanFactory, beanName);
		Class<?> declared = bean.type().resolve(Object.class);
		ResolvableType type = FactoryBean.class.isAssignableFrom(declared)
				? ResolvableType.forClass(beanFactory.getType(beanName, false)) : bean.type();
		MergedAnnotation<ComClass> annotation = bean.onMethod().get(ComClass.class);
		if (!annotation.isPresent()) {
			annotation = onClass(declared);
		}
		if (!annotation.isPresent()) {
			annotation = onClass(type.resolve(Object.class));
		}
		return annotation.isPresent() ? new ComClassDeclaration(bean.place(), annotation.synthesize(), type) : null;
	}

	private static MergedAnnotation<ComClass> onClass(Class<?> type) {
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).get(ComClass.class);
	}

	private static boolean isTemplate(DefaultListableBeanFactory beanFactory, String beanName) {
		return beanFactory.containsBeanDefinition(beanName)
				&& beanFactory.getMergedBeanDefinition(beanName).isAbstract();
	}

	/**
	 * Tells whether a bean only passes calls on to the bean of its scope, which is the
	 * class.
	 */
	private static boolean isScopedProxy(DefaultListableBeanFactory beanFactory, String beanName) {
		return beanFactory.containsBeanDefinition(ScopedProxyUtils.getTargetBeanName(beanName));
	}

}
