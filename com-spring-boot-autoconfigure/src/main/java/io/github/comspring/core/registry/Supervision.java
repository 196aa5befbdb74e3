package io.github.comspring.core.registry;

/**
 * How the servers of an application are supervised.
 *
 * @param restarts how often they may fail
 * @param recycling when one is replaced that does not fail
 */
public record Supervision(RestartLimits restarts, RecycleLimits recycling) {

	/** That of a class without an application, and of one that says nothing. */
	public static final Supervision DEFAULT = new Supervision(RestartLimits.DEFAULT, RecycleLimits.NONE);

	static Supervision read(KeyReader key) {
		return new Supervision(RestartLimits.read(key), RecycleLimits.read(key));
	}

}
