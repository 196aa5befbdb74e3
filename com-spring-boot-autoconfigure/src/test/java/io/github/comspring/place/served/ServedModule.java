package io.github.comspring.place.served;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;

/**
 * Serves the classes in a jar.
 */
public final class ServedModule implements ComModule {

	@Override
	public Object getClassObject(Clsid clsid) {
		ClassFactory<?> factory = ServedClass.factory(clsid);
		if (factory == null) {
			throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "The jar has no class " + clsid);
		}
		return factory;
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

}
