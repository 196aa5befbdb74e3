package io.github.comspring.core.reference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.github.comspring.ClassFactory;

/**
 * An instance of a class: it keeps the server of its class object, and is destroyed by
 * the class factory that made it.
 */
public final class CountedInstance extends CountedObject {

	private static final Logger logger = System.getLogger(CountedInstance.class.getName());

	private final ClassObject classObject;

	private final ClassFactory<?> classFactory;

	/**
	 * Takes over the caller's hold on the server.
	 * @param classObject the class object, held
	 * @param classFactory what made the instance
	 * @param instance the instance
	 * @param leakDetector watches the pointers
	 */
	public CountedInstance(ClassObject classObject, ClassFactory<?> classFactory, Object instance,
			LeakDetector leakDetector) {
		super(classObject, instance, leakDetector);
		this.classObject = classObject;
		this.classFactory = classFactory;
		classObject.instanceCreated();
	}

	@Override
	@SuppressWarnings("unchecked")
	protected void destroy() {
		try {
			ClassFactory<Object> factory = (ClassFactory<Object>) this.classFactory;
			this.classObject.apartment().callUninterrupted(() -> {
				factory.destroyInstance(target());
				return factory;
			});
		}
		catch (Throwable ex) {
			logger.log(Level.WARNING, "An instance of " + coClass() + " could not be destroyed", ex);
		}
		finally {
			this.classObject.instanceDestroyed();
		}
	}

}
