package io.github.comspring.core.activation;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;

/**
 * The classes that this process itself serves while it runs, for the times when it does
 * not: they are not looked for anywhere else then. Safe from any thread.
 */
public interface OwnClasses {

	/** A process that serves what it has registered, and nothing else. */
	OwnClasses NONE = new OwnClasses() {

		@Override
		public void requireServed(Clsid clsid, ClassContext context) {
		}

		@Override
		public void requireServed(String progId) {
		}

	};

	/**
	 * Returns if a class is none that this process serves in a context at other times.
	 * @param clsid the class
	 * @param context one context
	 * @throws io.github.comspring.ComException {@code CO_E_NOTINITIALIZED} if this
	 * process serves the class once it has started, {@code CO_E_SERVER_STOPPING} if it
	 * did so before it began to stop
	 */
	void requireServed(Clsid clsid, ClassContext context);

	/**
	 * Returns if a name that is not known now is that of no class of this process.
	 * @param progId the name, with or without its version
	 * @throws io.github.comspring.ComException as for
	 * {@link #requireServed(Clsid, ClassContext)}
	 */
	void requireServed(String progId);

}
