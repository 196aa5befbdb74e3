package io.github.comspring.core.activation;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.MultiQi;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.protocol.Scm;
import org.jspecify.annotations.Nullable;

/**
 * The activator of this process: searches a server, creates with its class object, and
 * hands out counted pointers.
 */
public final class DefaultActivator implements Activator {

	private final ComRegistry registry;

	private final OwnClasses own;

	private final ClassObjectSearch search;

	private final LeakDetector leakDetector;

	/**
	 * Creates an activator.
	 * @param registry resolves names and says where classes run
	 * @param classTable the running class objects of this process
	 * @param modules the jars of this process
	 * @param scm knows the other processes of this machine
	 * @param rpc the objects of this process
	 * @param leakDetector watches the pointers
	 */
	public DefaultActivator(ComRegistry registry, ClassTable classTable, InProcessServers modules, Scm scm,
			ObjectRpc rpc, LeakDetector leakDetector) {
		this(registry, classTable, OwnClasses.NONE, modules, scm, rpc, leakDetector);
	}

	/**
	 * Creates the activator of a process that starts and stops with classes of its own.
	 * @param registry resolves names and says where classes run
	 * @param classTable the running class objects of this process
	 * @param own the classes that this process serves while it runs
	 * @param modules the jars of this process
	 * @param scm knows the other processes of this machine
	 * @param rpc the objects of this process
	 * @param leakDetector watches the pointers
	 */
	public DefaultActivator(ComRegistry registry, ClassTable classTable, OwnClasses own, InProcessServers modules,
			Scm scm, ObjectRpc rpc, LeakDetector leakDetector) {
		this(registry, own, leakDetector,
				List.of(new ClassTableSource(ClassContext.INPROC_SERVER, classTable),
						new ModuleSource(ClassContext.INPROC_SERVER, modules),
						new ModuleSource(ClassContext.INPROC_HANDLER, modules),
						new ClassTableSource(ClassContext.LOCAL_SERVER, classTable), new LocalServerSource(scm, rpc),
						new RemoteServerSource()));
	}

	DefaultActivator(ComRegistry registry, OwnClasses own, LeakDetector leakDetector, List<ClassObjectSource> sources) {
		this.registry = registry;
		this.own = own;
		this.search = new ClassObjectSearch(registry, own, sources);
		this.leakDetector = leakDetector;
	}

	@Override
	public Clsid clsid(@Nullable String name) {
		try {
			return this.registry.clsid(name);
		}
		catch (ComException ex) {
			if (name != null && ex.hresult().equals(HResult.CO_E_CLASSSTRING)) {
				this.own.requireServed(name);
			}
			throw ex;
		}
	}

	@Override
	public <T> ComPointer<T> getClassObject(ActivationRequest request, Class<T> type) {
		requireArgument(type, "The interface");
		requireArgument(request, "The request");
		Found found = this.search.find(request, Demand.classObject(type));
		if (found instanceof Found.Here here) {
			return new CountedClassObject(here.classObject(), this.leakDetector).adopt(type);
		}
		return ((Found.Elsewhere) found).object().adopt(type);
	}

	@Override
	public <T> ComPointer<T> createInstance(ActivationRequest request, Class<T> type) {
		requirePointer(type, "The interface");
		requireArgument(request, "The request");
		return create(request, Demand.instance(type), type).adopt(type);
	}

	@Override
	public MultiQi createInstances(ActivationRequest request, Class<?>... types) {
		requireArgument(types, "The array of interfaces");
		if (types.length == 0) {
			throw new ComException(HResult.E_INVALIDARG, "No interface was asked for");
		}
		for (Class<?> each : types) {
			requireArgument(each, "An interface in the array");
		}
		requireArgument(request, "The request");
		// The result must not depend on the order, so several are created for IUnknown
		Class<?> asked = (types.length == 1) ? types[0] : Object.class;
		CountedObject created = create(request, Demand.instance(types), asked);
		try {
			return query(created, types);
		}
		finally {
			created.release();
		}
	}

	private CountedObject create(ActivationRequest request, Demand demand, Class<?> type) {
		Found found = this.search.find(request, demand);
		if (found instanceof Found.Here here) {
			return new InstanceCreation(type, request.outer(), null).with(here.classObject(), this.leakDetector);
		}
		return ((Found.Elsewhere) found).object();
	}

	private static MultiQi query(CountedObject created, Class<?>[] types) {
		List<MultiQi.Entry> entries = new ArrayList<>(types.length);
		ComException refusal = null;
		for (Class<?> type : types) {
			try {
				entries.add(new MultiQi.Entry(type, created.queryInterface(type), HResult.S_OK));
			}
			catch (ComException ex) {
				refusal = (refusal != null) ? refusal : ex;
				entries.add(new MultiQi.Entry(type, null, ex.hresult()));
			}
		}
		if (refusal != null && entries.stream().allMatch((entry) -> entry.pointer() == null)) {
			throw refusal;
		}
		return new MultiQi(List.copyOf(entries));
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, Class<T> type) {
		return create(classObject, null, type);
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, String licenseKey, Class<T> type) {
		requirePointer(licenseKey, "The run-time key");
		return create(classObject, licenseKey, type);
	}

	private <T> ComPointer<T> create(ComPointer<?> pointer, @Nullable String licenseKey, Class<T> type) {
		requirePointer(type, "The interface");
		requireArgument(pointer, "The pointer to the class object");
		Iid.of(type);
		CountedObject elsewhere = ObjectRpc.createWith(pointer.get(), type, licenseKey);
		if (elsewhere != null) {
			return elsewhere.adopt(type);
		}
		InstanceCreation creation = new InstanceCreation(type, null, licenseKey);
		ClassObject classObject = CountedClassObject.behind(pointer);
		classObject.server().acquire();
		return creation.with(classObject, this.leakDetector).adopt(type);
	}

	private static void requireArgument(@Nullable Object argument, String what) {
		require(argument, HResult.E_INVALIDARG, what);
	}

	/**
	 * What stands for the place of a result in COM has a code of its own.
	 */
	private static void requirePointer(@Nullable Object argument, String what) {
		require(argument, HResult.E_POINTER, what);
	}

	private static void require(@Nullable Object argument, HResult otherwise, String what) {
		if (argument == null) {
			throw new ComException(otherwise, what + " is null");
		}
	}

}
