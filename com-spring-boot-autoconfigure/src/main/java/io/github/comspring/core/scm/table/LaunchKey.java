package io.github.comspring.core.scm.table;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether two requests share one launch: the application, the program, and
 * the user that it runs as.
 *
 * @param appId the application, or {@code null} if the class belongs to none
 * @param coClass the class, if it belongs to no application
 * @param server the program, or {@code null} for the application's surrogate
 * @param identity the user that the process runs as, or {@code null} for that of the
 * service control manager itself
 * @param request tells requests apart that each need a process of their own; 0 for those
 * that share one
 * @param spares whether this stands for what is started ahead of requests
 */
public record LaunchKey(@Nullable AppId appId, @Nullable CoClass coClass, @Nullable LocalServer server,
		@Nullable String identity, long request, boolean spares) {

	/**
	 * Returns the key of a request.
	 * @param coClass the class
	 * @param server its program
	 * @param identity the user that it runs as, or {@code null}
	 * @param request a number that no other request has if it needs a process of its own,
	 * else 0
	 * @return the key
	 */
	public static LaunchKey of(CoClass coClass, LocalServer server, @Nullable String identity, long request) {
		AppId appId = coClass.appId();
		return new LaunchKey(appId, (appId == null) ? coClass : null, server, identity, request, false);
	}

	/**
	 * Returns the key of all requests for the jars of an application.
	 * @param appId the application
	 * @param identity the user that they run as, or {@code null}
	 * @return the key
	 */
	public static LaunchKey ofSurrogate(AppId appId, @Nullable String identity) {
		return new LaunchKey(appId, null, null, identity, 0, false);
	}

	/**
	 * Returns the key of the spare surrogates of the same application, which share a
	 * budget for failures and nothing else.
	 * @return the key
	 */
	LaunchKey ofSpares() {
		return new LaunchKey(this.appId, null, null, this.identity, 0, true);
	}

	/**
	 * Returns the key of all processes that could stand for each other.
	 * @return this key, without the request that the process is for
	 */
	LaunchKey shared() {
		return (this.request == 0) ? this
				: new LaunchKey(this.appId, this.coClass, this.server, this.identity, 0, false);
	}

	/**
	 * Tells whether the processes of two launches are of one application.
	 * @param other the key of the other launch
	 * @return whether they are, or could stand for each other
	 */
	public boolean isOfSameApplication(LaunchKey other) {
		return (this.appId != null) ? this.appId.equals(other.appId) : shared().equals(other.shared());
	}

	/**
	 * Names for people what is launched.
	 */
	@Override
	public String toString() {
		return (this.coClass != null) ? this.coClass.toString() : "application " + this.appId;
	}

}
