package io.github.comspring.registry;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.UnreadableFile;

/**
 * A hive kept in a drop-in directory of YAML files, one for each module or server, shared
 * by all processes of the machine. Keys are mappings; a text is {@code REG_SZ}, an
 * integer {@code REG_DWORD}, a list of texts {@code REG_MULTI_SZ}, a text tagged
 * {@code !expand} {@code REG_EXPAND_SZ} and one tagged {@code !!binary}
 * {@code REG_BINARY}; {@code (default)} is the default value of a key. A key that has the
 * name of a value beside it is written with a backslash at its end.
 * <p>
 * All files whose names end in {@code .yaml} or {@code .yml} and do not begin with a full
 * stop are merged in the order of their names, a later one wins. A file that cannot be
 * read hides no other; it is logged when it is found and {@linkplain #unreadableFiles()
 * reported} until it is mended. A directory that is missing is an empty hive and is
 * created by the first write.
 * <p>
 * An edit changes a value in the file that it comes from and puts what is new into the
 * file of its owner; other files keep every byte, but comments in a file that is edited
 * are lost. An edit is seen whole or not at all, by other processes and after a crash.
 * Safe from any thread.
 */
public final class DirectoryHive implements Hive {

	private static final Logger logger = System.getLogger(DirectoryHive.class.getName());

	private static final String LOCAL = "local";

	private static final int MAX_OWNER_LENGTH = 100;

	private final String name;

	private final Path directory;

	private final long refreshNanos;

	private final LongSupplier ticker;

	private final DirectoryReader reader;

	/** Held by the thread that reads or writes the directory; the others go on. */
	private final ReentrantLock access = new ReentrantLock();

	private volatile DirectoryContent content = DirectoryContent.EMPTY;

	private volatile long nextRefresh;

	/**
	 * Creates a hive and reads the directory.
	 * @param name the name of the hive for people
	 * @param directory the directory, which need not exist
	 * @param refreshInterval how long a change by others may go unnoticed; zero to look
	 * at every access
	 * @param ticker the time in nanoseconds, such as {@code System::nanoTime}
	 */
	public DirectoryHive(String name, Path directory, Duration refreshInterval, LongSupplier ticker) {
		this.name = name;
		this.directory = directory;
		this.refreshNanos = refreshInterval.toNanos();
		this.ticker = ticker;
		this.reader = new DirectoryReader(directory);
		this.nextRefresh = ticker.getAsLong();
		refresh();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public RegistryKey root() {
		if (isDue()) {
			refresh();
		}
		return this.content.root();
	}

	@Override
	public Map<String, RegistryKey> sources() {
		root();
		return Collections.unmodifiableMap(this.content.trees());
	}

	@Override
	public List<UnreadableFile> unreadableFiles() {
		root();
		return this.content.unreadableFiles();
	}

	/**
	 * Changes the tree; what is new goes to the file {@code local.yaml}.
	 */
	@Override
	public void edit(UnaryOperator<RegistryKey> change) {
		edit(LOCAL, change);
	}

	@Override
	public void edit(String owner, UnaryOperator<RegistryKey> change) {
		List<UnreadableFile> found = new ArrayList<>();
		this.access.lock();
		try (DirectoryLock lock = DirectoryLock.acquire(this.directory)) {
			edit(lock.journal(), owner, change, found);
		}
		catch (IOException ex) {
			throw new ComException(HResult.REGDB_E_WRITEREGDB,
					"Hive " + this.name + " in " + this.directory + " cannot be written", ex);
		}
		finally {
			this.access.unlock();
			found.forEach(this::warn);
		}
	}

	private void edit(Journal journal, String owner, UnaryOperator<RegistryKey> change, List<UnreadableFile> found)
			throws IOException {
		journal.settle();
		show(found);
		SortedMap<String, RegistryKey> trees = spread(owner, change);
		if (!trees.isEmpty()) {
			journal.commit(trees);
			settle(journal);
			show(found);
		}
	}

	private SortedMap<String, RegistryKey> spread(String owner, UnaryOperator<RegistryKey> change) throws IOException {
		String file = fileOf(owner);
		RegistryKey before = this.content.root();
		SortedMap<String, RegistryKey> trees = new DirectoryEdit(this.content.trees(), file).spread(before,
				change.apply(before));
		RegistryFile present = this.content.files().get(file);
		if (trees.containsKey(file) && present != null && present.problem() != null) {
			throw new IOException("The file to write to cannot be read, " + present.problem());
		}
		return trees;
	}

	private void settle(Journal journal) {
		try {
			journal.settle();
		}
		catch (IOException ex) {
			// The edit is made: all readers see it in the journal
			logger.log(Level.WARNING, "The journal in " + this.directory + " is left to the next edit", ex);
		}
	}

	private boolean isDue() {
		return this.ticker.getAsLong() - this.nextRefresh >= 0;
	}

	private void refresh() {
		if (!this.access.tryLock()) {
			return;
		}
		List<UnreadableFile> found = new ArrayList<>();
		try {
			if (isDue()) {
				show(found);
				this.nextRefresh = this.ticker.getAsLong() + this.refreshNanos;
			}
		}
		finally {
			this.access.unlock();
			found.forEach(this::warn);
		}
	}

	/**
	 * Reads the directory.
	 * @param found takes the files that cannot be read, and could before
	 */
	private void show(List<UnreadableFile> found) {
		List<UnreadableFile> known = this.content.unreadableFiles();
		this.content = this.reader.read(this.content);
		this.content.unreadableFiles().stream().filter((each) -> !known.contains(each)).forEach(found::add);
	}

	private void warn(UnreadableFile problem) {
		logger.log(Level.WARNING, "Not in the " + this.name + " hive: " + problem);
	}

	private static String fileOf(String owner) {
		String safe = owner.replaceAll("[^A-Za-z0-9._-]|^\\.", "-");
		return safe.substring(0, Math.min(safe.length(), MAX_OWNER_LENGTH)) + ".yaml";
	}

}
