package sample.cards;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;

/**
 * The entry points of the jar.
 */
public final class IndexCardModule implements ComModule {

	private static final Clsid READER = Clsid.of("{C41B7B06-52E3-4E0B-8D0C-7F5E1A93B2D4}");

	private final ClassFactory<IndexCardReader> readers = (type) -> new SnakeYamlCardReader();

	@Override
	public Object getClassObject(Clsid clsid) {
		if (clsid.equals(READER)) {
			return this.readers;
		}
		throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "The index card jar has no class " + clsid);
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

}
