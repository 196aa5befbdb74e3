package io.github.comspring.beans;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * How a bean is declared, read without making it: by a method or by a class. The bean
 * itself is not looked at, so that a proxy hides nothing.
 *
 * @param place where it is declared
 * @param onMethod the annotations of the method that makes it
 * @param type the return type of the method, or the class of the bean or of what produces
 * it, {@link ResolvableType#NONE} if unknown
 */
record DeclaredBean(BeanPlace place, MergedAnnotations onMethod, ResolvableType type) {

	private static final MergedAnnotations NO_METHOD = MergedAnnotations.of(Set.of());

	/**
	 * Reads a bean definition, or the class of a singleton that has none.
	 * @param beanFactory the bean factory
	 * @param beanName the name of the bean
	 * @return the declaration
	 */
	static DeclaredBean of(DefaultListableBeanFactory beanFactory, String beanName) {
		// Asking for the type resolves the factory method of the definition
		Class<?> type = beanFactory.getType(beanName, false);
		if (!beanFactory.containsBeanDefinition(beanName)) {
			return ofClass(beanName, type);
		}
		RootBeanDefinition definition = (RootBeanDefinition) beanFactory.getMergedBeanDefinition(beanName);
		Method method = definition.getResolvedFactoryMethod();
		if (method != null) {
			return new DeclaredBean(place(beanName, method.getName(), method.getDeclaringClass().getName()),
					MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY),
					ResolvableType.forMethodReturnType(method));
		}
		MethodMetadata overloaded = overloadedMethod(definition);
		if (overloaded != null) {
			return new DeclaredBean(place(beanName, overloaded.getMethodName(), overloaded.getDeclaringClassName()),
					overloaded.getAnnotations(), ResolvableType.forClass(type));
		}
		Class<?> beanClass = beanClass(definition, beanFactory.getBeanClassLoader(), type);
		return ofClass(beanName, isAbstract(definition, beanClass) ? null : beanClass);
	}

	private static DeclaredBean ofClass(String beanName, @Nullable Class<?> declared) {
		Class<?> type = (declared != null) ? ClassUtils.getUserClass(declared) : null;
		return new DeclaredBean(new BeanPlace(beanName, (type != null) ? "class " + type.getName() : "no class"),
				NO_METHOD, (type != null) ? ResolvableType.forClass(type) : ResolvableType.NONE);
	}

	private static BeanPlace place(String beanName, String method, String declaringClass) {
		return new BeanPlace(beanName, "method " + method + " of " + declaringClass);
	}

	/**
	 * Returns the method of a bean that several methods of its name could make.
	 */
	private static @Nullable MethodMetadata overloadedMethod(RootBeanDefinition definition) {
		return (definition instanceof AnnotatedBeanDefinition annotated) ? annotated.getFactoryMethodMetadata() : null;
	}

	/**
	 * Returns the class of a definition. A scanned one has a name only, which asking for
	 * the type resolves in some states of the definition and not in others.
	 */
	private static @Nullable Class<?> beanClass(RootBeanDefinition definition, @Nullable ClassLoader classLoader,
			@Nullable Class<?> type) {
		try {
			Class<?> resolved = definition.resolveBeanClass(classLoader);
			return (resolved != null) ? resolved : type;
		}
		catch (ClassNotFoundException ex) {
			// The name is an expression
			return type;
		}
	}

	/**
	 * Tells whether no bean can come of a definition: Spring registers abstract classes
	 * together with the other classes nested in a configuration.
	 */
	private static boolean isAbstract(RootBeanDefinition definition, @Nullable Class<?> type) {
		return type != null && Modifier.isAbstract(type.getModifiers()) && definition.getInstanceSupplier() == null
				&& !AnnotationMetadata.introspect(type).hasAnnotatedMethods(Lookup.class.getName());
	}

}
