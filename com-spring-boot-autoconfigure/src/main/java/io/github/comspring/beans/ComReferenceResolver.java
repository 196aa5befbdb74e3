package io.github.comspring.beans;

import java.lang.reflect.Proxy;

import io.github.comspring.ComException;
import io.github.comspring.ComReference;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.beans.factory.support.AutowireCandidateResolver;

/**
 * Resolves the injection points with {@link ComReference @ComReference} to references,
 * and leaves all others to another resolver.
 */
final class ComReferenceResolver implements AutowireCandidateResolver {

	private final AutowireCandidateResolver others;

	private final ConfigurableListableBeanFactory beanFactory;

	ComReferenceResolver(AutowireCandidateResolver others, ConfigurableListableBeanFactory beanFactory) {
		this.others = others;
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable Object getLazyResolutionProxyIfNecessary(DependencyDescriptor descriptor,
			@Nullable String beanName) {
		ComReference reference = descriptor.getAnnotation(ComReference.class);
		if (reference == null) {
			return this.others.getLazyResolutionProxyIfNecessary(descriptor, beanName);
		}
		checkType(descriptor);
		checkName(descriptor, reference.value());
		return references(beanName).create(reference.value(), descriptor.getDependencyType(), reference.reactivate());
	}

	/**
	 * Returns what makes references, and closes them once the beans that have them are
	 * destroyed.
	 */
	private ComReferences references(@Nullable String owner) {
		NamedBeanHolder<ComReferences> references = this.beanFactory.resolveNamedBean(ComReferences.class);
		if (owner != null) {
			this.beanFactory.registerDependentBean(references.getBeanName(), owner);
		}
		return references.getBeanInstance();
	}

	/**
	 * Names the class of the reference for ahead-of-time processing.
	 */
	@Override
	public @Nullable Class<?> getLazyResolutionProxyClass(DependencyDescriptor descriptor, @Nullable String beanName) {
		if (descriptor.getAnnotation(ComReference.class) == null) {
			return this.others.getLazyResolutionProxyClass(descriptor, beanName);
		}
		checkType(descriptor);
		Class<?> type = descriptor.getDependencyType();
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> null)
			.getClass();
	}

	/**
	 * Refuses what the container asks for in a wrapping, such as an {@code Optional}: a
	 * reference is always there, and found wanting at the first call only.
	 */
	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		if (descriptor.getAnnotation(ComReference.class) != null) {
			throw BeanMistakes.referenceToPlainType(InjectionPlace.of(descriptor));
		}
		return this.others.getSuggestedValue(descriptor);
	}

	private static void checkType(DependencyDescriptor descriptor) {
		Class<?> type = descriptor.getDependencyType();
		if (!ComInterfaces.isComInterface(type)) {
			throw BeanMistakes.referenceToPlainType(InjectionPlace.of(descriptor));
		}
	}

	private static void checkName(DependencyDescriptor descriptor, String name) {
		if (!Guid.isCanonical(name) && !ProgId.isValid(name)) {
			throw BeanMistakes.invalidIdentifier(InjectionPlace.of(descriptor).name(), "@ComReference(value)", name,
					new ComException(HResult.CO_E_CLASSSTRING,
							"'" + name + "' is neither a ProgID nor a CLSID in braces"));
		}
	}

	@Override
	public boolean isAutowireCandidate(BeanDefinitionHolder holder, DependencyDescriptor descriptor) {
		return this.others.isAutowireCandidate(holder, descriptor);
	}

	@Override
	public boolean isRequired(DependencyDescriptor descriptor) {
		return this.others.isRequired(descriptor);
	}

	@Override
	public boolean hasQualifier(DependencyDescriptor descriptor) {
		return this.others.hasQualifier(descriptor);
	}

	@Override
	public @Nullable String getSuggestedName(DependencyDescriptor descriptor) {
		return this.others.getSuggestedName(descriptor);
	}

}
