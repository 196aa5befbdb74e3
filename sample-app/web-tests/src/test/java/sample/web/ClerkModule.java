package sample.web;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;

/**
 * Clerks in a jar.
 */
public final class ClerkModule implements ComModule {

	@Override
	public Object getClassObject(Clsid clsid) {
		return (ClassFactory<Clerk>) (type) -> new ClerkObject();
	}

}
