package io.github.comspring.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.UnreadableFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory at one moment and the tree they make together. A later file in
 * the order of names wins over an earlier one.
 *
 * @param states the states of the files that need not be read again while they last
 * @param files the files by name
 * @param root the merged tree
 * @param problem why the directory itself cannot be read, or {@code null}
 */
record DirectoryContent(SortedMap<String, FileState> states, SortedMap<String, RegistryFile> files, RegistryKey root,
		@Nullable UnreadableFile problem) {

	/** The content of a directory that does not exist. */
	static final DirectoryContent EMPTY = new DirectoryContent(new TreeMap<>(), new TreeMap<>(), RegistryKey.EMPTY,
			null);

	/**
	 * Tells whether this is what a directory with such a listing says.
	 */
	boolean isOf(SortedMap<String, FileState> listing) {
		return this.problem == null && listing.equals(this.states);
	}

	/**
	 * Reads the files of a listing that changed since this content was read.
	 * @param directory the directory
	 * @param listing the files that it has now
	 * @return the new content, with the same tree if no file says anything new
	 */
	DirectoryContent update(Path directory, SortedMap<String, FileState> listing) {
		SortedMap<String, RegistryFile> read = new TreeMap<>();
		SortedMap<String, FileState> lasting = new TreeMap<>(listing);
		listing.forEach((name, state) -> {
			boolean known = state.equals(this.states.get(name)) && !name.equals(Journal.NAME);
			RegistryFile file = known ? this.files.get(name) : RegistryFile.read(directory.resolve(name));
			read.put(name, file);
			if (file.again()) {
				lasting.remove(name);
			}
		});
		return new DirectoryContent(lasting, read, sameTrees(read) ? this.root : merge(read), null);
	}

	/**
	 * Returns this content for a directory that cannot be read now.
	 */
	DirectoryContent unreadable(UnreadableFile reason) {
		return reason.equals(this.problem) ? this
				: new DirectoryContent(new TreeMap<>(), this.files, this.root, reason);
	}

	/**
	 * Returns the trees of the files as they are to be seen: where a journal stands, an
	 * edit of several files was made but not carried out.
	 */
	SortedMap<String, RegistryKey> trees() {
		return trees(this.files);
	}

	List<UnreadableFile> unreadableFiles() {
		List<UnreadableFile> unreadable = new ArrayList<>();
		if (this.problem != null) {
			unreadable.add(this.problem);
		}
		this.files.values()
			.stream()
			.filter((file) -> file.problem() != null)
			.forEach((file) -> unreadable.add(file.problem()));
		return unreadable;
	}

	private boolean sameTrees(SortedMap<String, RegistryFile> read) {
		return read.keySet().equals(this.files.keySet()) && read.entrySet()
			.stream()
			.allMatch((entry) -> entry.getValue().tree() == this.files.get(entry.getKey()).tree());
	}

	private static SortedMap<String, RegistryKey> trees(Map<String, RegistryFile> files) {
		SortedMap<String, RegistryKey> trees = new TreeMap<>();
		files.forEach((name, file) -> trees.put(name, file.tree()));
		RegistryKey journal = trees.remove(Journal.NAME);
		if (journal != null) {
			trees.putAll(journal.keys());
		}
		return trees;
	}

	private static RegistryKey merge(Map<String, RegistryFile> files) {
		RegistryKey root = RegistryKey.EMPTY;
		for (RegistryKey tree : trees(files).values()) {
			root = root.overlaidBy(tree);
		}
		return root;
	}

}
