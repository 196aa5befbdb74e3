package io.github.comspring.core.scm;

import java.time.Instant;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * That no server is started for a while, because too many have failed.
 *
 * @param failures how many have failed within the window
 * @param lastCause what the last one failed of
 * @param until when the next one may be started
 */
record Lockout(int failures, String lastCause, Instant until) {

	/**
	 * Says so to a client.
	 * @param coClass the class that it wants
	 * @return {@code CO_E_CLASS_DISABLED}
	 */
	ComException refuse(CoClass coClass) {
		String name = (coClass.progId() != null) ? coClass.progId().value() : uuid(coClass);
		return new ComException(HResult.CO_E_CLASS_DISABLED,
				"The server of " + coClass + " has failed " + this.failures + " times and is not started again before "
						+ this.until + " (a POST to the Actuator endpoint comservers/" + name
						+ " unlocks it now). Last it " + this.lastCause);
	}

	/** Without the braces, which would have to be escaped in a URL. */
	private static String uuid(CoClass coClass) {
		String clsid = coClass.clsid().toString();
		return clsid.substring(1, clsid.length() - 1);
	}

}
