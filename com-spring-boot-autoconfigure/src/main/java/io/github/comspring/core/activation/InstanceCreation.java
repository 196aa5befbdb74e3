package io.github.comspring.core.activation;

import io.github.comspring.ClassFactory;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedInstance;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.reference.ServerFault;
import org.jspecify.annotations.Nullable;

/**
 * Creates one instance with a class object: {@code IClassFactory::CreateInstance} on the
 * client's behalf. Nothing survives a failure: no instance, no count.
 *
 * @param type the interface that the factory is asked for
 * @param outer the outer object, or {@code null}
 * @param licenseKey the run-time key, or {@code null} to do without
 */
record InstanceCreation(Class<?> type, @Nullable Object outer, @Nullable String licenseKey) {

	/**
	 * Creates the instance.
	 * @param classObject the class object; the caller's hold on its server becomes the
	 * instance's, or is given back if this fails
	 * @param leakDetector watches the pointers
	 * @return the instance with its creator's reference
	 * @throws ComException with what the factory threw, or {@code E_NOINTERFACE} if the
	 * class object is no class factory, {@code CLASS_E_NOAGGREGATION},
	 * {@code E_UNEXPECTED}
	 */
	CountedInstance with(ClassObject classObject, LeakDetector leakDetector) {
		ClassFactory<?> factory;
		Object instance;
		try {
			factory = factory(classObject);
			instance = create(factory, classObject);
		}
		catch (Throwable ex) {
			classObject.server().release();
			throw ServerFault.ofFactory(ex, classObject);
		}
		CountedInstance counted = new CountedInstance(classObject, factory, instance, leakDetector);
		checkAggregate(counted);
		return counted;
	}

	private void checkAggregate(CountedInstance counted) {
		if (this.outer != null && this.type != Object.class) {
			counted.release();
			throw new ComException(HResult.E_NOINTERFACE, "A part of another object was asked for as "
					+ this.type.getName() + "; ask for Object, which is IUnknown, and let the outer object query it");
		}
	}

	private ClassFactory<?> factory(ClassObject classObject) {
		Class<?> needed = (this.licenseKey != null) ? LicensedClassFactory.class : ClassFactory.class;
		if (!needed.isInstance(classObject.target())) {
			throw new ComException(HResult.E_NOINTERFACE,
					"The class object of " + classObject.coClass() + " is no " + needed.getSimpleName());
		}
		return (ClassFactory<?>) classObject.target();
	}

	private Object create(ClassFactory<?> factory, ClassObject classObject) throws Exception {
		Apartment apartment = classObject.apartment();
		Object instance = (apartment == Apartment.CALLER) ? create(factory) : enter(factory, classObject);
		if (instance == null) {
			throw new ComException(HResult.E_UNEXPECTED,
					"The class factory of " + classObject.coClass() + " returned null");
		}
		return instance;
	}

	private @Nullable Object enter(ClassFactory<?> factory, ClassObject classObject) throws Exception {
		CoClass coClass = classObject.coClass();
		if (this.outer != null && !classObject.apartment().isFreeThreaded()) {
			throw new ComException(HResult.CLASS_E_NOAGGREGATION,
					coClass + " lives in an apartment of its own and cannot be a part of another object");
		}
		return classObject.apartment().call(() -> create(factory));
	}

	private @Nullable Object create(ClassFactory<?> factory) throws Exception {
		if (this.licenseKey != null) {
			LicensedClassFactory<?> licensed = (LicensedClassFactory<?>) factory;
			return (this.outer != null) ? licensed.createAggregate(this.outer, this.licenseKey)
					: licensed.createInstance(this.type, this.licenseKey);
		}
		return (this.outer != null) ? factory.createAggregate(this.outer) : factory.createInstance(this.type);
	}

}
