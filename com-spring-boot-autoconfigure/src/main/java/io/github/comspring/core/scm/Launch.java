package io.github.comspring.core.scm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.orpc.OwnUser;
import io.github.comspring.core.rpc.Association;
import io.github.comspring.core.rpc.Peer;
import io.github.comspring.core.rpc.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A process on its way to become a server. Guarded by the class table of the machine.
 */
final class Launch implements ServerOrigin {

	private final long serial;

	private final LaunchKey key;

	/** The application of a spare surrogate, or {@code null} if this was none. */
	private final @Nullable String spareOf;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable CoClass coClass;

	private final String secret;

	/** Read by those who do not hold the lock, too. */
	private final Set<Clsid> published = ConcurrentHashMap.newKeySet();

	/** Written before the process starts, which is what others act on. */
	private volatile @Nullable LaunchSite site;

	private @Nullable LaunchedProcess process;

	private @Nullable ProcessExit exit;

	private @Nullable ComException failure;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable ServerProgram program;

	private boolean announced;

	private boolean introduced;

	/** Read by those who do not hold the lock, too. */
	private volatile boolean late;

	/** Read by those who do not hold the lock, too. */
	private volatile boolean condemned;

	private final AtomicBoolean counted = new AtomicBoolean();

	/**
	 * Creates a launch.
	 * @param serial its number, so that what is late for one launch is never taken for
	 * another
	 * @param key what it is shared by
	 * @param coClass the class that it was started for
	 * @param secret what the process has to show
	 */
	Launch(long serial, LaunchKey key, CoClass coClass, String secret) {
		this(serial, key, coClass, null, secret);
	}

	private Launch(long serial, LaunchKey key, @Nullable CoClass coClass, @Nullable String spareOf, String secret) {
		this.serial = serial;
		this.key = key;
		this.coClass = coClass;
		this.spareOf = spareOf;
		this.secret = secret;
	}

	/**
	 * Creates the launch of a surrogate that nobody waits for.
	 * @param serial its number
	 * @param key what it is shared by once it is taken
	 * @param application the application by its names
	 * @param secret what the process has to show
	 * @return the launch
	 */
	static Launch ofSpare(long serial, LaunchKey key, String application, String secret) {
		return new Launch(serial, key, null, application, secret);
	}

	long serial() {
		return this.serial;
	}

	LaunchKey key() {
		return this.key;
	}

	/**
	 * Returns the class that the process was started for.
	 * @return the class, or {@code null} while it is a spare
	 */
	@Nullable CoClass coClass() {
		return this.coClass;
	}

	/**
	 * Names for people what the process was started for.
	 * @return the class, or the application of a spare
	 */
	String subject() {
		CoClass first = this.coClass;
		return (first != null) ? first.toString() : "a spare surrogate of " + this.spareOf;
	}

	/**
	 * Tells whether the process was started ahead of clients, and not taken yet.
	 * @return whether it is a spare
	 */
	boolean isSpare() {
		return this.coClass == null;
	}

	/**
	 * Tells whether the process was a spare, and has not begun to serve: it is replaced
	 * by another one if it fails, and clients need not know.
	 * @return whether that is so
	 */
	boolean isUnproven() {
		return this.spareOf != null && this.published.isEmpty();
	}

	/**
	 * Makes the spare a surrogate as if it had been started for a class.
	 * @param first the class
	 */
	void taken(CoClass first) {
		this.coClass = first;
	}

	/**
	 * Tells whose failures count together with those of this launch.
	 * @return the key of all processes that could stand for each other; spares, until
	 * they serve, are apart from what is started for clients
	 */
	LaunchKey budget() {
		return isUnproven() ? this.key.ofSpares() : this.key.shared();
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

	/**
	 * Tells whether the process hosts jars, and takes more classes than the one that it
	 * was started for.
	 * @return whether it is a surrogate
	 */
	boolean isSurrogate() {
		return this.key.server() == null;
	}

	/**
	 * Tells whether later requests may join: those that wait for the class, too, and
	 * those for further classes of a surrogate that does not stop.
	 * @param offering whether the process offers any class now
	 * @return whether they may
	 */
	boolean isJoinable(boolean offering) {
		return isSurrogate() ? offering : !hasPublishedFirst();
	}

	private boolean hasPublishedFirst() {
		CoClass first = this.coClass;
		return first != null && hasPublished(first.clsid());
	}

	/**
	 * Tells whether the process can be given classes, or has registered the one that it
	 * was started for.
	 * @return whether it is ready
	 */
	boolean isReady() {
		return (this.spareOf != null) ? this.introduced : hasPublishedFirst();
	}

	@Override
	public Launch launch() {
		return this;
	}

	@Override
	public boolean speaks(String shown, Association association) {
		return isSecret(shown);
	}

	@Override
	public boolean isReserved(@Nullable Launch own) {
		return isPrivate() && this != own;
	}

	@Override
	public @Nullable String identity() {
		return this.key.identity();
	}

	/**
	 * Notes where the process is launched to, before it is. Safe from any thread.
	 * @param where the site
	 */
	void directTo(LaunchSite where) {
		this.site = where;
	}

	/**
	 * Makes sure that what introduces itself is the process that was launched: it runs as
	 * the user that it was launched as if that is another one, and listens where it was
	 * told to.
	 * @param peer what the kernel says of it
	 * @param endpoint where it listens
	 * @throws ComException {@code CO_E_WRONG_SERVER_IDENTITY} if it is not
	 */
	void requireIdentity(Peer peer, UnixEndpoint endpoint) {
		LaunchSite where = this.site;
		RunAs user = (where != null) ? where.runAs() : null;
		if (where == null || user == null) {
			return;
		}
		if (!new OwnUser(user.account().name()).runs(peer) || !where.admits(endpoint)) {
			throw new ComException(HResult.CO_E_WRONG_SERVER_IDENTITY, this + " is to run as " + user.account()
					+ ", and a process of " + peer.user() + " that listens at " + endpoint + " wants to be it");
		}
	}

	void started(LaunchedProcess started) {
		this.process = started;
	}

	@Nullable LaunchedProcess process() {
		return this.process;
	}

	void program(ServerProgram made) {
		this.program = made;
	}

	/**
	 * Returns what the process was made of.
	 * @return the program, or {@code null} if it is not made yet
	 */
	@Nullable ServerProgram program() {
		return this.program;
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

	@Override
	public void introduced() {
		this.introduced = true;
	}

	@Override
	public void published(Clsid clsid) {
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

	@Override
	public boolean isOver() {
		return this.exit != null;
	}

	@Nullable ProcessExit exit() {
		return this.exit;
	}

	void failed(ComException why) {
		this.failure = why;
	}

	/**
	 * Returns if the class may still come.
	 * @throws ComException why there is no process, or {@code CO_E_APPDIDNTREG} if it has
	 * ended
	 */
	void requireUnderWay() {
		ComException why = this.failure;
		if (why != null) {
			throw new ComException(why.hresult(), why.detail(), why);
		}
		ProcessExit how = this.exit;
		if (how != null) {
			throw new ComException(HResult.CO_E_APPDIDNTREG,
					"The server process of " + subject() + " " + how.describe() + " before it registered the class");
		}
	}

	/**
	 * Says that nobody waits any longer.
	 * @param nanos how long they waited
	 * @return {@code CO_E_SERVER_EXEC_FAILURE}
	 */
	ComException tooLate(long nanos) {
		this.late = this.process != null;
		return new ComException(HResult.CO_E_SERVER_EXEC_FAILURE,
				"The server process of " + subject() + " did not register the class within "
						+ TimeUnit.NANOSECONDS.toMillis(nanos) + " ms and is left alone");
	}

	/**
	 * Tells whether somebody has waited in vain for the process.
	 * @return whether it is late
	 */
	boolean isLate() {
		return this.late;
	}

	/**
	 * Notes that the service control manager ends the process itself.
	 */
	void condemn() {
		this.condemned = true;
	}

	boolean isCondemned() {
		return this.condemned;
	}

	/**
	 * Tells whether an end of the process is a failure: before it served its class, or
	 * neither in order nor by the service control manager.
	 * @param how how it ended
	 * @return whether it is
	 */
	boolean isFailure(ProcessExit how) {
		return !this.condemned && (how.status() != 0 || !hasPublishedFirst());
	}

	/**
	 * Counts this launch as failed. Safe from any thread.
	 * @return whether it was not counted before
	 */
	boolean countsAsFailed() {
		return this.counted.compareAndSet(false, true);
	}

	@Override
	public String toString() {
		return "launch " + this.serial + " of " + subject();
	}

}
