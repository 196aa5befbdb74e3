package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.comspring.core.registry.RegistryKey;

/**
 * Replaces several files of a directory in one step. The new trees are first written
 * together to one file, the journal; from then on the edit is made: readers see the trees
 * of the journal in place of the files', and the next writer carries out what a crash has
 * left. An edit of one file needs no journal.
 *
 * @param directory the directory, locked
 */
record Journal(Path directory) {

	/** The name of the journal, a registry tree with a key for each file. */
	static final String NAME = ".journal";

	/**
	 * Makes an edit.
	 * @param trees the new trees by file name, an empty one removes the file
	 * @throws IOException if the edit cannot be made; nothing has changed then
	 */
	void commit(Map<String, RegistryKey> trees) throws IOException {
		if (trees.size() > 1) {
			RegistryKey journal = RegistryKey.EMPTY;
			for (Map.Entry<String, RegistryKey> entry : trees.entrySet()) {
				journal = journal.withTree(entry.getKey(), entry.getValue());
			}
			write(NAME, journal);
			return;
		}
		carryOut(trees);
	}

	/**
	 * Carries out the edit that the journal holds, if there is one.
	 * @throws IOException if it cannot be carried out; it is still made
	 */
	void settle() throws IOException {
		Path journal = this.directory.resolve(NAME);
		if (!Files.exists(journal)) {
			return;
		}
		RegistryFile file = RegistryFile.read(journal);
		if (file.problem() != null) {
			throw new IOException(file.problem().toString());
		}
		carryOut(file.tree().keys());
		new AtomicFile(journal).delete();
	}

	private void carryOut(Map<String, RegistryKey> trees) throws IOException {
		for (Map.Entry<String, RegistryKey> entry : trees.entrySet()) {
			if (entry.getValue().isEmpty()) {
				new AtomicFile(this.directory.resolve(entry.getKey())).delete();
			}
			else {
				write(entry.getKey(), entry.getValue());
			}
		}
	}

	private void write(String name, RegistryKey tree) throws IOException {
		byte[] bytes = new YamlPrinter().print(tree);
		requireReadable(name, bytes, tree);
		new AtomicFile(this.directory.resolve(name)).write(bytes);
	}

	/** What cannot be read back as it was must not take the place of what can. */
	private static void requireReadable(String name, byte[] bytes, RegistryKey tree) throws IOException {
		try {
			if (!new YamlParser().parse(bytes).equals(tree)) {
				throw new IOException(name + " would not be read as it was written");
			}
		}
		catch (YamlFormatException ex) {
			throw new IOException(name + " could not be read back, " + ex.problem(), ex);
		}
	}

}
