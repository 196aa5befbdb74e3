package sample.hello.greeter;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import sample.hello.Greeter;

/**
 * The entry points of the jar.
 */
public final class GreeterModule implements ComModule {

	static final Clsid GREETER = Clsid.of("{B0A6F7C2-8D39-4C6E-8F53-1D5C3F0C7A42}");

	private final ClassFactory<Greeter> greeters = (type) -> new PoliteGreeter();

	@Override
	public Object getClassObject(Clsid clsid) {
		if (clsid.equals(GREETER)) {
			return this.greeters;
		}
		throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "The greeter jar has no class " + clsid);
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

}
