package io.github.comspring.core.scm;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.table.LaunchKey;
import org.jspecify.annotations.Nullable;

/**
 * What an operator calls an application or a class by, to name their servers.
 *
 * @param id the number of the application or of the class
 * @param appId the application if it is a class that belongs to one
 */
record LaunchSelector(Guid id, @Nullable AppId appId) {

	/**
	 * Finds out what a name stands for.
	 * @param name a CLSID or AppID, with or without braces, or a ProgID
	 * @param registry knows ProgIDs, and the applications of classes
	 * @return the selector
	 * @throws io.github.comspring.ComException {@code CO_E_CLASSSTRING} if it is neither
	 * a number nor a ProgID that is registered
	 */
	static LaunchSelector of(String name, ComRegistry registry) {
		boolean number = Guid.isCanonical(name) || Guid.isCanonical("{" + name + "}");
		Guid id = number ? Guid.parse(name) : registry.clsidFromProgId(name).guid();
		return new LaunchSelector(id, registry.coClass(new Clsid(id)).appId());
	}

	/**
	 * Returns the application that is meant, or that the class belongs to.
	 * @return the application, of which nothing is registered if a class without one is
	 * meant
	 */
	AppId application() {
		return (this.appId != null) ? this.appId : new AppId(this.id);
	}

	/**
	 * Tells whether a launch is meant.
	 * @param key its key
	 * @return whether it is
	 */
	boolean matches(LaunchKey key) {
		AppId application = key.appId();
		CoClass coClass = key.coClass();
		return (application != null) ? application.equals(this.appId) || application.guid().equals(this.id)
				: coClass != null && coClass.clsid().guid().equals(this.id);
	}

}
