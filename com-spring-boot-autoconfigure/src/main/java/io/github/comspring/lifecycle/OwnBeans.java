package io.github.comspring.lifecycle;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.beans.ComClassBean;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.core.activation.OwnClasses;
import org.jspecify.annotations.Nullable;

/**
 * The beans of this application that are classes, of which nobody sees one before all are
 * registered, nor after one is revoked: beans that call them while the application starts
 * or stops are told so.
 */
public final class OwnBeans implements OwnClasses {

	private final ComClassBeans beans;

	private volatile Phase phase = Phase.STARTING;

	/**
	 * Creates the classes of an application that starts.
	 * @param beans the classes
	 */
	public OwnBeans(ComClassBeans beans) {
		this.beans = beans;
	}

	/**
	 * Takes notice that the classes can be had.
	 */
	void started() {
		this.phase = Phase.STARTED;
	}

	/**
	 * Takes notice that the classes cannot be had any more.
	 */
	void stopping() {
		this.phase = Phase.STOPPING;
	}

	@Override
	public void requireServed(Clsid clsid, ClassContext context) {
		if (this.phase != Phase.STARTED) {
			ComClassBean bean = this.beans.find((coClass) -> coClass.clsid().equals(clsid));
			refuse((bean != null && bean.contexts().intersects(context)) ? bean : null);
		}
	}

	@Override
	public void requireServed(String progId) {
		if (this.phase != Phase.STARTED && ProgId.isValid(progId)) {
			ProgId asked = new ProgId(progId);
			refuse(this.beans.find((coClass) -> isNamed(coClass, asked)));
		}
	}

	private static boolean isNamed(CoClass coClass, ProgId asked) {
		ProgId progId = coClass.progId();
		return progId != null && (progId.equals(asked) || progId.withoutVersion().equals(asked));
	}

	private void refuse(@Nullable ComClassBean bean) {
		if (bean == null) {
			return;
		}
		String what = "Class " + bean.coClass() + " is " + bean.place() + " of this application, which is ";
		throw (this.phase == Phase.STARTING)
				? new ComException(HResult.CO_E_NOTINITIALIZED,
						what + "still starting, or failed to: its own classes can be had once all its beans exist. "
								+ "Call it later, such as from an ApplicationRunner, or inject the bean itself")
				: new ComException(HResult.CO_E_SERVER_STOPPING, what
						+ "stopping: its own classes cannot be had any more. "
						+ "Call it earlier, such as when a ContextClosedEvent comes, or inject the bean itself");
	}

	/**
	 * How far the application has come.
	 */
	private enum Phase {

		/** Not all of its beans exist. */
		STARTING,

		/** Its classes are registered. */
		STARTED,

		/** They are no more. */
		STOPPING

	}

}
