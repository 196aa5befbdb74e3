package io.github.comspring.beans;

import java.lang.reflect.Method;

import io.github.comspring.ComClass;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * A bean definition with {@link ComClass @ComClass}. Reading it makes no bean. The method
 * or class is read, never the bean, so that a proxy does not hide the annotation.
 *
 * @param place where it stands
 * @param definition the definition
 * @param annotation the annotation
 * @param type the declared type of the bean, {@link ResolvableType#NONE} if unknown
 */
record ComClassDeclaration(BeanPlace place, RootBeanDefinition definition, ComClass annotation, ResolvableType type) {

	/**
	 * Reads a bean definition.
	 * @param beanFactory the bean factory
	 * @param beanName the name of the bean
	 * @return the declaration, or {@code null} if the bean is no COM class
	 */
	static @Nullable ComClassDeclaration read(DefaultListableBeanFactory beanFactory, String beanName) {
		// Asking for the type resolves the factory method and the class of the definition
		Class<?> type = beanFactory.getType(beanName, false);
		if (!(beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
				|| definition.isAbstract()) {
			return null;
		}
		Method method = definition.getResolvedFactoryMethod();
		Class<?> beanClass = definition.hasBeanClass() ? definition.getBeanClass() : null;
		Class<?> declared = (method != null) ? method.getReturnType() : beanClass;
		MergedAnnotation<ComClass> annotation = annotation(method, declared);
		if (declared == null || !annotation.isPresent()) {
			return null;
		}
		ResolvableType resolvable = (method != null) ? ResolvableType.forMethodReturnType(method)
				: ResolvableType.forClass(declared);
		if (FactoryBean.class.isAssignableFrom(declared)) {
			resolvable = ResolvableType.forClass(type);
		}
		return new ComClassDeclaration(place(beanName, method, declared), definition, annotation.synthesize(),
				resolvable);
	}

	private static MergedAnnotation<ComClass> annotation(@Nullable Method method, @Nullable Class<?> declared) {
		MergedAnnotation<ComClass> onMethod = (method != null) ? MergedAnnotations.from(method).get(ComClass.class)
				: MergedAnnotation.missing();
		return (onMethod.isPresent() || declared == null) ? onMethod
				: MergedAnnotations.from(declared).get(ComClass.class);
	}

	private static BeanPlace place(String beanName, @Nullable Method method, Class<?> declared) {
		return new BeanPlace(beanName,
				(method != null) ? "method " + method.getName() + " of " + method.getDeclaringClass().getName()
						: "class " + declared.getName());
	}

}
