package io.github.comspring.core.scm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * A process on its way to become a server. Guarded by the class table of the machine.
 */
final class Launch {

	private final long serial;

	private final LaunchKey key;

	private final CoClass coClass;

	private final String secret;

	private final Set<Clsid> published = new HashSet<>();

	private @Nullable LaunchedProcess process;

	private @Nullable ProcessExit exit;

	private @Nullable ComException failure;

	private boolean announced;

	/**
	 * Creates a launch.
	 * @param serial its number, so that what is late for one launch is never taken for
	 * another
	 * @param key what it is shared by
	 * @param coClass the class that it was started for
	 * @param secret what the process has to show
	 */
	Launch(long serial, LaunchKey key, CoClass coClass, String secret) {
		this.serial = serial;
		this.key = key;
		this.coClass = coClass;
		this.secret = secret;
	}

	long serial() {
		return this.serial;
	}

	LaunchKey key() {
		return this.key;
	}

	CoClass coClass() {
		return this.coClass;
	}

	String secret() {
		return this.secret;
	}

	/**
	 * Tells whether a process shows the secret of this launch.
	 * @param shown what it shows
	 * @return whether it does
	 */
	boolean isSecret(String shown) {
		// Takes as long for any wrong one
		return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8),
				this.secret.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Tells whether the process is for one request alone.
	 * @return whether nobody else may join
	 */
	boolean isPrivate() {
		return this.key.request() != 0;
	}

	void started(LaunchedProcess started) {
		this.process = started;
	}

	@Nullable LaunchedProcess process() {
		return this.process;
	}

	/**
	 * Takes the one announcement that the secret is good for.
	 * @return whether it was the first
	 */
	boolean announce() {
		boolean first = !this.announced;
		this.announced = true;
		return first;
	}

	void published(Clsid clsid) {
		this.published.add(clsid);
	}

	/**
	 * Tells whether the process has ever offered a class.
	 * @param clsid the class
	 * @return whether it has
	 */
	boolean hasPublished(Clsid clsid) {
		return this.published.contains(clsid);
	}

	void ended(ProcessExit how) {
		this.exit = how;
	}

	@Nullable ProcessExit exit() {
		return this.exit;
	}

	void failed(ComException why) {
		this.failure = why;
	}

	/**
	 * Returns why there is no process.
	 * @return the failure, or {@code null} if the process could be started
	 */
	@Nullable ComException failure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return "launch " + this.serial + " of " + this.coClass;
	}

}
