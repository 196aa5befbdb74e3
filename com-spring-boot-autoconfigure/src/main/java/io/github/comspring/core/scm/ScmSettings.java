package io.github.comspring.core.scm;

import java.time.Duration;

/**
 * How the service control manager behaves.
 *
 * @param launchTimeout how long a launched process may take to register a class
 * @param shutdownTimeout how long launched processes may take to end when the service
 * control manager does, before they are ended
 */
public record ScmSettings(Duration launchTimeout, Duration shutdownTimeout) {

	/** As COM does it. */
	public static final ScmSettings DEFAULT = new ScmSettings(Duration.ofSeconds(60), Duration.ofSeconds(10));

}
