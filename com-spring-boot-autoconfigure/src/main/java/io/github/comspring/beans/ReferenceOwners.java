package io.github.comspring.beans;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Gives the pointers of references back when the bean is destroyed that they were
 * injected into, after its {@code @PreDestroy} methods. The end of a request or session
 * does not wait for the garbage collector, nor for the application. A bean that is
 * disposed of after that may still call, so its references are left to the garbage
 * collector. Keeps no bean alive, and no reference. Safe from any thread.
 * <p>
 * It is a {@link MergedBeanDefinitionPostProcessor} for its place among the
 * post-processors only: those come last, and what runs {@code @PreDestroy} methods is
 * one.
 */
public final class ReferenceOwners implements DestructionAwareBeanPostProcessor, MergedBeanDefinitionPostProcessor {

	/** What beans have been given that this thread is making, by their names. */
	private final ThreadLocal<Map<String, List<WeakReference<Object>>>> given = new ThreadLocal<>();

	private final Map<Owner, List<WeakReference<Object>>> owners = new ConcurrentHashMap<>();

	private final ReferenceQueue<Object> forgotten = new ReferenceQueue<>();

	/**
	 * Notes that a reference is being injected.
	 * @param beanName the name of the bean that this thread is making
	 * @param reference the reference
	 */
	void give(String beanName, Object reference) {
		Map<String, List<WeakReference<Object>>> beans = this.given.get();
		if (beans == null) {
			beans = new HashMap<>();
			this.given.set(beans);
		}
		List<WeakReference<Object>> references = beans.computeIfAbsent(beanName, (name) -> new ArrayList<>());
		// Some beans are filled and never initialized
		references.removeIf((each) -> each.refersTo(null));
		references.add(new WeakReference<>(reference));
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		Map<String, List<WeakReference<Object>>> beans = this.given.get();
		List<WeakReference<Object>> references = (beans != null) ? beans.remove(beanName) : null;
		if (references != null) {
			removeForgotten();
			this.owners.put(new Owner(bean, this.forgotten), references);
		}
		if (beans != null && beans.isEmpty()) {
			this.given.remove();
		}
		return bean;
	}

	private void removeForgotten() {
		for (Reference<?> each = this.forgotten.poll(); each != null; each = this.forgotten.poll()) {
			this.owners.remove(each);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !this.owners.isEmpty() && this.owners.containsKey(new Owner(bean, null));
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		List<WeakReference<Object>> references = this.owners.remove(new Owner(bean, null));
		if (references != null && !(bean instanceof DisposableBean || bean instanceof AutoCloseable)) {
			references.forEach((each) -> ReferenceInvocationHandler.release(each.get()));
		}
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
	}

	/**
	 * A bean by its identity.
	 */
	private static final class Owner extends WeakReference<Object> {

		private final int hash;

		Owner(Object bean, @Nullable ReferenceQueue<Object> queue) {
			super(bean, queue);
			this.hash = System.identityHashCode(bean);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other || (other instanceof Owner that && that.get() != null && refersTo(that.get()));
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
