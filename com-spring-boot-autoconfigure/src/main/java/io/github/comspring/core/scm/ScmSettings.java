package io.github.comspring.core.scm;

import java.time.Duration;

/**
 * How the service control manager behaves.
 *
 * @param launchTimeout how long a launched process may take to register a class
 * @param shutdownTimeout how long launched processes may take to end when the service
 * control manager does, before they are ended; of no account for a host
 * @param inquiryTimeout how long servers may take, all together, to say what an operator
 * or the recycling of processes wants to know
 * @param host whether it serves all applications of its user, as a process that others
 * outlive: it ends no server with itself, and takes those that it did not launch
 */
public record ScmSettings(Duration launchTimeout, Duration shutdownTimeout, Duration inquiryTimeout, boolean host) {

	private static final Duration INQUIRY_TIMEOUT = Duration.ofSeconds(1);

	/** As COM does it. */
	public static final ScmSettings DEFAULT = new ScmSettings(Duration.ofSeconds(60), Duration.ofSeconds(10));

	/**
	 * Creates the settings of a service control manager for one application.
	 * @param launchTimeout how long a launched process may take to register a class
	 * @param shutdownTimeout how long launched processes may take to end
	 */
	public ScmSettings(Duration launchTimeout, Duration shutdownTimeout) {
		this(launchTimeout, shutdownTimeout, INQUIRY_TIMEOUT, false);
	}

}
