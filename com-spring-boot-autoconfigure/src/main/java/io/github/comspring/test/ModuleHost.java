package io.github.comspring.test;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;

/**
 * Where the module under test runs. Safe from any thread.
 */
public final class ModuleHost {

	private final ModuleMachine machine;

	private final ClassContext context;

	private final OpenPointers open;

	ModuleHost(ModuleMachine machine, ClassContext context, OpenPointers open) {
		this.machine = machine;
		this.context = context;
		this.open = open;
	}

	/**
	 * Creates an instance of a class of the module ({@code CoCreateInstance}).
	 * @param <T> the interface
	 * @param clsid the class
	 * @param type the interface
	 * @return a pointer, to be closed before the test ends
	 * @throws ComException as {@link Activator#createInstance} throws
	 */
	public <T> ComPointer<T> createInstance(Clsid clsid, Class<T> type) {
		this.machine.register(clsid);
		return this.open
			.watch(this.machine.activator().createInstance(ActivationRequest.of(clsid).in(this.context), type));
	}

	/**
	 * Creates an instance of a class of the module by name.
	 * @param <T> the interface
	 * @param name a ProgID that is in the module's manifest ({@code Com-Classes}), or a
	 * CLSID in braces
	 * @param type the interface
	 * @return a pointer, to be closed before the test ends
	 * @throws ComException {@code CO_E_CLASSSTRING} if the name is not known, or as
	 * {@link Activator#createInstance} throws
	 */
	public <T> ComPointer<T> createInstance(String name, Class<T> type) {
		return createInstance(this.machine.activator().clsid(name), type);
	}

}
