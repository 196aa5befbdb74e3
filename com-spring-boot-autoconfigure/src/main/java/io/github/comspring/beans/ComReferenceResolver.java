package io.github.comspring.beans;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.ComException;
import io.github.comspring.ComReference;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * Resolves the injection points with {@link ComReference @ComReference} to references, or
 * to what a test has put in their place, and leaves all others to another resolver. So it
 * does with all of them in a context that makes no references: no bean has the qualifier
 * that the annotation is, which makes the injection fail.
 */
final class ComReferenceResolver implements AutowireCandidateResolver {

	private final AutowireCandidateResolver others;

	private final DefaultListableBeanFactory beanFactory;

	private final Map<ProvidedPlace, Object> provided = new ConcurrentHashMap<>();

	ComReferenceResolver(AutowireCandidateResolver others, DefaultListableBeanFactory beanFactory) {
		this.others = others;
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable Object getLazyResolutionProxyIfNecessary(DependencyDescriptor descriptor,
			@Nullable String beanName) {
		ComReference reference = descriptor.getAnnotation(ComReference.class);
		Object resolved = (reference != null) ? resolve(descriptor, reference, beanName) : null;
		return (resolved != null) ? resolved : this.others.getLazyResolutionProxyIfNecessary(descriptor, beanName);
	}

	/**
	 * Names the class of the reference for ahead-of-time processing.
	 */
	@Override
	public @Nullable Class<?> getLazyResolutionProxyClass(DependencyDescriptor descriptor, @Nullable String beanName) {
		if (descriptor.getAnnotation(ComReference.class) == null) {
			return this.others.getLazyResolutionProxyClass(descriptor, beanName);
		}
		Class<?> type = type(descriptor);
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> null)
			.getClass();
	}

	/**
	 * Resolves what the container asks for in a wrapping. Provided is one reference,
	 * however often the provider is asked. An {@code Optional} is refused: a reference is
	 * always there, and found wanting at the first call only.
	 */
	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		ComReference reference = descriptor.getAnnotation(ComReference.class);
		if (reference == null) {
			return this.others.getSuggestedValue(descriptor);
		}
		InjectionPlace place = InjectionPlace.of(descriptor);
		if (place.type() == Optional.class) {
			throw BeanMistakes.referenceToPlainType(place, place.type());
		}
		ProvidedPlace provider = new ProvidedPlace(place, type(descriptor));
		Object known = this.provided.get(provider);
		return (known != null) ? known : provide(provider, resolve(descriptor, reference, null));
	}

	private @Nullable Object provide(ProvidedPlace provider, @Nullable Object resolved) {
		Object first = (resolved != null) ? this.provided.putIfAbsent(provider, resolved) : null;
		return (first != null) ? first : resolved;
	}

	/**
	 * Resolves an injection point.
	 * @return what to inject, {@code null} if this context makes no references
	 */
	private @Nullable Object resolve(DependencyDescriptor descriptor, ComReference reference, @Nullable String owner) {
		Class<?> type = type(descriptor);
		Object override = override(type);
		if (override != null || !isMadeHere()) {
			return override;
		}
		String name = name(descriptor, reference.value());
		ComReferences references = references(owner);
		references.add(new DeclaredReference(name, type, InjectionPlace.of(descriptor)));
		Object made = references.create(name, type, reference.reactivate());
		// Those of singletons are closed with the application, after their owners
		if (owner != null && !this.beanFactory.isSingletonCurrentlyInCreation(owner)) {
			this.beanFactory.getBean(ReferenceOwners.class).give(owner, made);
		}
		return made;
	}

	private @Nullable Object override(Class<?> type) {
		Object overrides = this.beanFactory.getSingleton(TestOverrides.BEAN_NAME);
		return (overrides != null) ? ((TestOverrides) overrides).find(type) : null;
	}

	/**
	 * Tells whether this context makes references, whatever its parents do.
	 */
	private boolean isMadeHere() {
		return this.beanFactory.getBeanNamesForType(ComReferences.class, true, false).length > 0;
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
	 * Returns the interface, which a generic class may leave to its subclasses.
	 */
	private static Class<?> type(DependencyDescriptor descriptor) {
		Class<?> type = descriptor.getResolvableType().resolve(descriptor.getDependencyType());
		if (!ComInterfaces.isComInterface(type)) {
			throw BeanMistakes.referenceToPlainType(InjectionPlace.of(descriptor), type);
		}
		return type;
	}

	private String name(InjectionPoint point, String value) {
		String name = resolvePlaceholders(point, value);
		if (!Guid.isCanonical(name) && !ProgId.isValid(name)) {
			throw BeanMistakes.invalidIdentifier(InjectionPlace.of(point).name(), "@ComReference(value)", name,
					new ComException(HResult.CO_E_CLASSSTRING,
							"'" + name + "' is neither a ProgID nor a CLSID in braces"));
		}
		return name;
	}

	private String resolvePlaceholders(InjectionPoint point, String value) {
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(value);
			return (resolved != null) ? resolved : "";
		}
		catch (IllegalArgumentException ex) {
			throw BeanMistakes.unresolvedReference(InjectionPlace.of(point), value, ex);
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

	/**
	 * An injection point that is a provider, of a type which subclasses may choose.
	 */
	private record ProvidedPlace(InjectionPlace place, Class<?> type) {
	}

}
