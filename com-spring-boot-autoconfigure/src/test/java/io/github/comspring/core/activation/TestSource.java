package io.github.comspring.core.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.ReferenceCount;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the code of one context: a jar, a process, a machine.
 */
final class TestSource implements ClassObjectSource, ClassObject.Server {

	final ReferenceCount references = new ReferenceCount();

	final List<Activation> asked = new ArrayList<>();

	private final ClassContext context;

	private final Function<Activation, @Nullable Object> classObject;

	/**
	 * Creates a source.
	 * @param context its context
	 * @param classObject finds the class object, or throws
	 */
	TestSource(ClassContext context, Function<Activation, @Nullable Object> classObject) {
		this.context = context;
		this.classObject = classObject;
	}

	@Override
	public ClassContext context() {
		return this.context;
	}

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		this.asked.add(activation);
		Object found = this.classObject.apply(activation);
		if (found == null) {
			return null;
		}
		this.references.acquire();
		return new Found.Here(new ClassObject(activation.coClass(), found, Apartment.CALLER, this));
	}

	@Override
	public void acquire() {
		this.references.acquire();
	}

	@Override
	public void release() {
		this.references.release();
	}

	@Override
	public boolean isKeptByClassObjects() {
		return true;
	}

}
