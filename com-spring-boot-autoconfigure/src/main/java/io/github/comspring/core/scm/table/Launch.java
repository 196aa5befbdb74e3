package io.github.comspring.core.scm.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.scm.program.FileVersion;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import org.jspecify.annotations.Nullable;

/**
 * A process on its way to become a server. Guarded by the class table of the machine;
 * what is public is safe from any thread.
 */
public final class Launch implements ServerOrigin {

	private final long serial;

	private final LaunchKey key;

	/** The application of a spare surrogate, or {@code null} if this was none. */
	private final @Nullable String spareOf;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable CoClass coClass;

	/** What the process has to show. */
	private final String secret = Guid.random() + "-" + Guid.random();

	/** Read by those who do not hold the lock, too. */
	private final Set<Clsid> published = ConcurrentHashMap.newKeySet();

	/** What the process has registered and others are not served from it. */
	private final Set<Clsid> refused = ConcurrentHashMap.newKeySet();

	/** The jars that it was brought, by their classes. */
	private final Map<Clsid, List<FileVersion>> hosted = new ConcurrentHashMap<>();

	/** The jars that it was started with. */
	private volatile List<FileVersion> jars = List.of();

	/** Whether the process serves new clients, as it says itself. */
	private volatile boolean offering;

	/** Whether the process has said that it has registered all its classes. */
	@GuardedBy("MachineClassTable")
	private boolean resumed;

	/** Written before the process starts, which is what others act on. */
	private volatile @Nullable LaunchSite site;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable ServerProgram program;

	private final LaunchProgress progress = new LaunchProgress(this::subject);

	/**
	 * Creates a launch.
	 * @param serial its number, so that what is late for one launch is never taken for
	 * another
	 * @param key what it is shared by
	 * @param coClass the class that it was started for
	 */
	Launch(long serial, LaunchKey key, CoClass coClass) {
		this(serial, key, coClass, null);
	}

	private Launch(long serial, LaunchKey key, @Nullable CoClass coClass, @Nullable String spareOf) {
		this.serial = serial;
		this.key = key;
		this.coClass = coClass;
		this.spareOf = spareOf;
	}

	/**
	 * Creates the launch of a surrogate that nobody waits for.
	 * @param serial its number
	 * @param key what it is shared by once it is taken
	 * @param application the application by its names
	 * @return the launch
	 */
	static Launch ofSpare(long serial, LaunchKey key, String application) {
		return new Launch(serial, key, null, application);
	}

	long serial() {
		return this.serial;
	}

	/**
	 * Returns what decides whether others share the launch.
	 * @return the key
	 */
	public LaunchKey key() {
		return this.key;
	}

	/**
	 * Returns how far the process has come.
	 * @return the progress
	 */
	public LaunchProgress progress() {
		return this.progress;
	}

	/**
	 * Returns the class that the process was started for.
	 * @return the class, or {@code null} while it is a spare
	 */
	public @Nullable CoClass coClass() {
		return this.coClass;
	}

	/**
	 * Names for people what the process was started for.
	 * @return the class, or the application of a spare
	 */
	public String subject() {
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
	public boolean isUnproven() {
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
	public LaunchKey budget() {
		return isUnproven() ? this.key.ofSpares() : this.key.shared();
	}

	/**
	 * Returns what the process has to show.
	 * @return the secret
	 */
	public String secret() {
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
	 * Tells an operator what the process is.
	 * @return its kind
	 */
	Kind kind() {
		if (!isSurrogate()) {
			return Kind.LOCAL_SERVER;
		}
		return isSpare() ? Kind.SPARE : Kind.SURROGATE;
	}

	/**
	 * Tells whether later requests may join: those that wait for the class, too, while it
	 * may come, and those for further classes of a surrogate that does not stop.
	 * @param offering whether the process offers any class now
	 * @return whether they may
	 */
	boolean isJoinable(boolean offering) {
		return isSurrogate() ? offering : !(hasPublishedFirst() || this.resumed);
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
		return (this.spareOf != null) ? this.progress.isIntroduced() : hasPublishedFirst();
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
	 * Notes where the process is launched to, before it is.
	 * @param where the site
	 * @param made what the process is made of
	 */
	void prepared(LaunchSite where, ServerProgram made) {
		this.site = where;
		this.program = made;
	}

	/**
	 * Notes what the process is started with, before it is.
	 * @param files the jars
	 */
	public void startsWith(List<FileVersion> files) {
		this.jars = files;
	}

	/**
	 * Notes what the process is brought, before it is. What it was brought first counts.
	 * @param clsid the class
	 * @param files its jar and what belongs to that
	 */
	public void hosts(Clsid clsid, List<FileVersion> files) {
		this.hosted.putIfAbsent(clsid, files);
	}

	/**
	 * Looks whether what the process has of a class is still what it would be started
	 * with.
	 * @param clsid the class
	 * @return a jar in whose place there is another one, or {@code null} if all are as
	 * they were
	 */
	public @Nullable Path replacedJar(Clsid clsid) {
		return Stream.concat(this.hosted.getOrDefault(clsid, List.of()).stream(), this.jars.stream())
			.filter(FileVersion::isReplaced)
			.map(FileVersion::file)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Makes sure that what introduces itself is the process that was launched: it runs as
	 * the user that it was launched as if that is another one, and listens where it was
	 * told to.
	 * @param peer what the kernel says of it
	 * @param endpoint where it listens
	 * @throws ComException {@code CO_E_WRONG_SERVER_IDENTITY} if it is not
	 */
	public void requireIdentity(Peer peer, UnixEndpoint endpoint) {
		LaunchSite where = this.site;
		if (where == null) {
			return;
		}
		RunAs user = where.runAs();
		if (user != null && !new OwnUser(user.account().name()).runs(peer)) {
			throw new ComException(HResult.CO_E_WRONG_SERVER_IDENTITY, this + " is to run as " + user.account()
					+ ", and a process of " + peer.user() + " that listens at " + endpoint + " wants to be it");
		}
		if (!where.admits(endpoint)) {
			throw new ComException(HResult.CO_E_WRONG_SERVER_IDENTITY, this + " is to listen beside " + where.scm()
					+ ", and a process that listens at " + endpoint + " wants to be it");
		}
	}

	/**
	 * Returns what the process was made of.
	 * @return the program, or {@code null} if it is not made yet
	 */
	public @Nullable ServerProgram program() {
		return this.program;
	}

	/**
	 * Notes what the process offers from now on.
	 * @param offered the classes, none if it serves no new clients
	 */
	void published(List<PublishedClass> offered) {
		offered.forEach((each) -> this.published.add(each.clsid()));
		this.offering = !offered.isEmpty();
	}

	/**
	 * Notes that the process has registered a class that others are not served from it.
	 * @param clsid the class
	 */
	void refused(Clsid clsid) {
		this.refused.add(clsid);
	}

	/**
	 * Tells whether the process has ever offered a class.
	 * @param clsid the class
	 * @return whether it has
	 */
	public boolean hasPublished(Clsid clsid) {
		return this.published.contains(clsid);
	}

	/**
	 * Notes that the process has registered all its classes.
	 */
	void resumed() {
		this.resumed = true;
	}

	/**
	 * Returns if a class may still come from the process.
	 * @param clsid the class, which it has not offered
	 * @throws ComException {@code CO_E_APPDIDNTREG} if the process has registered all its
	 * classes
	 */
	void requireComing(Clsid clsid) {
		if (!this.resumed) {
			return;
		}
		String others = Stream.concat(this.published.stream(), this.refused.stream())
			.map(Clsid::toString)
			.distinct()
			.sorted()
			.collect(Collectors.joining(", "));
		String shortfall = "registered " + (others.isEmpty() ? "no class that other processes can have" : others)
				+ ", not " + clsid;
		if (!hasPublishedFirst()) {
			this.progress.fallShort(shortfall);
		}
		throw new ComException(HResult.CO_E_APPDIDNTREG, "The server process of " + subject() + " " + shortfall);
	}

	/**
	 * Tells whether the process has ended.
	 * @return whether it is known to have
	 */
	boolean isOver() {
		return this.progress.isOver();
	}

	/**
	 * Says what is wrong with an end of the process: that it came before the process
	 * served its class or while it still did, or that it was neither in order nor by the
	 * service control manager.
	 * @param how how it ended
	 * @return the failure, to stand behind the name of the process, or {@code null} if it
	 * is none
	 */
	public @Nullable String failure(ProcessExit how) {
		if (this.progress.isCondemned()) {
			return null;
		}
		if (how.status() != 0 || !hasPublishedFirst()) {
			return how.describe();
		}
		return this.offering ? "ended while it still took clients: " + how.describe() : null;
	}

	@Override
	public String toString() {
		return "launch " + this.serial + " of " + subject();
	}

}
