package io.github.comspring.beans;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.Iid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes the references that are injected, and gives their pointers back: all of them with
 * the application, and that of a reference that the garbage collector has taken when the
 * next one is made. {@link ReferenceOwners} gives them back earlier where a bean is
 * destroyed. Safe from any thread.
 */
public final class ComReferences implements AutoCloseable {

	private final Supplier<Activator> activator;

	private final Supplier<ActivationGuard> guard;

	private final Map<Reference<?>, ReferencePointer> pointers = new ConcurrentHashMap<>();

	private final Set<DeclaredReference> declared = ConcurrentHashMap.newKeySet();

	private final ReferenceQueue<Object> forgotten = new ReferenceQueue<>();

	/**
	 * Creates an empty set.
	 * @param activator creates the objects, not asked for before the first call
	 * @param guard is asked about each call, not asked for before the first one
	 */
	public ComReferences(ObjectProvider<Activator> activator, ObjectProvider<ActivationGuard> guard) {
		this.activator = SingletonSupplier.of(activator::getObject);
		this.guard = SingletonSupplier.of(guard::getObject);
	}

	/**
	 * Notes that a reference was injected.
	 */
	void add(DeclaredReference reference) {
		this.declared.add(reference);
	}

	/**
	 * Lists what was injected.
	 * @return each class, interface and injection point once, in no order
	 */
	public List<DeclaredReference> declared() {
		return List.copyOf(this.declared);
	}

	/**
	 * Makes a reference. Its object is created on the first call.
	 * @param name the class, a ProgID or a CLSID in braces
	 * @param type the interface
	 * @param reactivate whether an object that is gone is replaced
	 * @return the reference, an instance of {@code type}
	 */
	Object create(String name, Class<?> type, boolean reactivate) {
		releaseForgotten();
		ReferencePointer pointer = new ReferencePointer(name, () -> this.activator.get().createInstance(name, type));
		ReferenceInvocationHandler handler = new ReferenceInvocationHandler(
				"reference to " + name + " as " + type.getName(), Iid.of(type), pointer,
				(activation) -> this.guard.get().check(activation), reactivate);
		Object reference = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler);
		this.pointers.put(new PhantomReference<>(reference, this.forgotten), pointer);
		return reference;
	}

	private void releaseForgotten() {
		for (Reference<?> each = this.forgotten.poll(); each != null; each = this.forgotten.poll()) {
			this.pointers.remove(each).release();
		}
	}

	/**
	 * Gives all pointers back for good: later calls fail with
	 * {@code CO_E_OBJNOTCONNECTED}.
	 */
	@Override
	public void close() {
		this.pointers.values().forEach(ReferencePointer::close);
	}

}
