package io.github.comspring.core.scm.supervision;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.scm.table.Launch;

/**
 * That no server is started for a while, because too many have failed.
 *
 * @param failures how many have failed within the window
 * @param lastCause what the last one failed of
 * @param left how long until the next one may be started
 */
record Lockout(int failures, String lastCause, Duration left) {

	/**
	 * Says so to whoever wants a server.
	 * @param launch the launch that does not come about
	 * @param now the time by the clock on the wall
	 * @return {@code CO_E_CLASS_DISABLED}
	 */
	ComException refuse(Launch launch, Instant now) {
		return new ComException(HResult.CO_E_CLASS_DISABLED,
				"The server of " + launch.subject() + " has failed " + this.failures
						+ " times and is not started again before " + until(now)
						+ " (a POST to the Actuator endpoint comservers/" + name(launch) + " unlocks it now). Last it "
						+ this.lastCause);
	}

	/**
	 * Tells people when the next one may be started.
	 * @param now the time by the clock on the wall, which may be set until then
	 * @return by the same clock
	 */
	Instant until(Instant now) {
		return now.plus(this.left).truncatedTo(ChronoUnit.MILLIS);
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
