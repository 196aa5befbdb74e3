package io.github.comspring.core.scm.supervision;

import java.time.Instant;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.table.Launch;

/**
 * That no server is started for a while, because too many have failed.
 *
 * @param failures how many have failed within the window
 * @param lastCause what the last one failed of
 * @param until when the next one may be started
 */
record Lockout(int failures, String lastCause, Instant until) {

	/**
	 * Says so to whoever wants a server.
	 * @param launch the launch that does not come about
	 * @return {@code CO_E_CLASS_DISABLED}
	 */
	ComException refuse(Launch launch) {
		return new ComException(HResult.CO_E_CLASS_DISABLED,
				"The server of " + launch.subject() + " has failed " + this.failures
						+ " times and is not started again before " + this.until
						+ " (a POST to the Actuator endpoint comservers/" + name(launch) + " unlocks it now). Last it "
						+ this.lastCause);
	}

	private static String name(Launch launch) {
		CoClass coClass = launch.coClass();
		if (coClass == null) {
			return uuid(String.valueOf(launch.key().appId()));
		}
		return (coClass.progId() != null) ? coClass.progId().value() : uuid(coClass.clsid().toString());
	}

	/** Without the braces, which would have to be escaped in a URL. */
	private static String uuid(String guid) {
		return guid.substring(1, guid.length() - 1);
	}

}
