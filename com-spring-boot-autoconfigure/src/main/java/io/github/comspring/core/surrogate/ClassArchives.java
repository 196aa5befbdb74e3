package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.core.BackgroundThread;
import org.jspecify.annotations.Nullable;

/**
 * Archives of the classes that surrogates load, in the form that the JVM maps into memory
 * (class data sharing). Where there is none, the surrogate starts without, and one is
 * made in the background for those that follow; it is tried once in this process. Safe
 * from any thread.
 */
public final class ClassArchives implements StartOptions, AutoCloseable {

	/** So that the surrogate that is started now has the processor for itself. */
	private static final Duration DELAY = Duration.ofSeconds(2);

	/** How long the end of the JVM that makes an archive may take. */
	private static final long CLOSE_SECONDS = 10;

	/** The JDK whose log has class data sharing under another name. */
	private static final int RENAMED = 24;

	/** How an application says that it has an archive of its own, or wants none. */
	private static final Pattern OTHERS = Pattern
		.compile("-Xshare:(off|dump)|-XX:(SharedArchiveFile|ArchiveClassesAtExit|AOT\\w+)=.*");

	private static final Logger logger = System.getLogger(ClassArchives.class.getName());

	private final RuntimeCache cache;

	private final Clock clock;

	private final Duration delay;

	private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1, ClassArchives::thread);

	/** Those that are there, and whole. */
	private final Map<ClassArchive, Path> found = new ConcurrentHashMap<>();

	private final Set<ClassArchive> tried = ConcurrentHashMap.newKeySet();

	/**
	 * Keeps the archives with the other files of the user's cache.
	 */
	public ClassArchives() {
		this(RuntimeCache.ofUser(), Clock.systemUTC(), DELAY);
	}

	/**
	 * Keeps the archives elsewhere.
	 * @param cache where they are
	 * @param clock tells when one was used
	 * @param delay how long to wait before one is made
	 */
	ClassArchives(RuntimeCache cache, Clock clock, Duration delay) {
		this.cache = cache;
		this.clock = clock;
		this.delay = delay;
		this.background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.background.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.background.allowCoreThreadTimeOut(true);
	}

	private static Thread thread(Runnable task) {
		Thread thread = BackgroundThread.unstarted("com-class-archive", task);
		thread.setPriority(Thread.MIN_PRIORITY);
		return thread;
	}

	@Override
	public List<String> of(Path classPath, List<String> options) {
		if (!this.cache.directory().equals(classPath.getParent())) {
			// A copy for this process alone, of which nobody would use an archive
			return List.of();
		}
		if (options.stream().anyMatch((each) -> OTHERS.matcher(each).matches())) {
			return List.of();
		}
		try {
			ArchiveRehearsal rehearsal = ArchiveRehearsal.of(classPath, options);
			Path file = find(rehearsal.archive());
			if (file != null) {
				return use(file);
			}
			makeOnce(rehearsal);
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "A surrogate starts without a class archive: {0}", ex.toString());
		}
		return List.of();
	}

	/**
	 * Reads an archive once in this process: it does not change any more.
	 */
	private @Nullable Path find(ClassArchive archive) throws IOException {
		Path known = this.found.get(archive);
		if (known != null && Files.exists(known)) {
			return known;
		}
		Path file = archive.find();
		if (file != null) {
			this.found.put(archive, file);
			touch(file);
		}
		return file;
	}

	/**
	 * Notes that an archive is used: those that nobody uses are deleted.
	 */
	private void touch(Path file) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(this.clock.instant()));
		}
		catch (IOException ex) {
			// Somebody else's, who deletes it or not
		}
	}

	private void makeOnce(ArchiveRehearsal rehearsal) {
		if (this.tried.add(rehearsal.archive())) {
			try {
				this.background.schedule(() -> make(rehearsal), this.delay.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				// Closed
			}
		}
	}

	private void make(ArchiveRehearsal rehearsal) {
		this.cache.deleteUnused(this.clock.instant());
		try {
			if (rehearsal.archive().find() == null) {
				logger.log(Level.DEBUG, "Surrogates start with the class archive {0} from now on", rehearsal.make());
			}
		}
		catch (IOException | ComException ex) {
			Level level = this.background.isShutdown() ? Level.DEBUG : Level.INFO;
			logger.log(level, "Surrogates start without a class archive: {0}", ex.toString());
		}
	}

	/**
	 * Returns the options for a JVM that uses an archive.
	 */
	static List<String> use(Path archive) {
		List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
		// The JVM goes on without an archive that does not fit, and need not say so
		options.add("-Xlog:cds*=off");
		if (Runtime.version().feature() >= RENAMED) {
			options.add("-Xlog:aot*=off");
		}
		return options;
	}

	/**
	 * Makes no more archives, and ends the JVM that makes one.
	 */
	@Override
	public void close() {
		this.background.shutdownNow();
		try {
			this.background.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
