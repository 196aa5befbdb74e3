package io.github.comspring.core.reference;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import org.jspecify.annotations.Nullable;

/**
 * A class object in the hands of a client. Whether it keeps the server is the server's
 * choice: a module is kept, a process is not.
 */
public final class CountedClassObject extends CountedObject {

	private final ClassObject classObject;

	/**
	 * Takes over the caller's hold on the server.
	 * @param classObject the class object, held
	 * @param leakDetector watches the pointers
	 */
	public CountedClassObject(ClassObject classObject, LeakDetector leakDetector) {
		super(classObject, classObject.target(), leakDetector);
		this.classObject = classObject;
		if (!classObject.server().isKeptByClassObjects()) {
			classObject.server().release();
		}
	}

	/**
	 * Returns the class object behind a pointer.
	 * @param pointer the pointer
	 * @return the class object
	 * @throws ComException {@code E_NOINTERFACE} if the pointer leads to anything else,
	 * {@code CO_E_OBJNOTCONNECTED} if it is closed
	 */
	public static ClassObject behind(ComPointer<?> pointer) {
		if (pointer instanceof CountedPointer<?> counted && counted.object() instanceof CountedClassObject object) {
			return object.classObject;
		}
		throw new ComException(HResult.E_NOINTERFACE,
				"The pointer to " + pointer.coClass() + " does not lead to a class object");
	}

	@Override
	public @Nullable Object find(Class<?> type) {
		Object found = super.find(type);
		if (type == LicensedClassFactory.class && found instanceof LicensedClassFactory<?> licensed) {
			return new LockedLicensedClassFactory<>(licensed, this.classObject);
		}
		if (type == ClassFactory.class && found instanceof ClassFactory<?> factory) {
			return new LockedClassFactory<>(factory, this.classObject);
		}
		return found;
	}

	@Override
	protected void destroy() {
		if (this.classObject.server().isKeptByClassObjects()) {
			this.classObject.server().release();
		}
	}

}
