package io.github.comspring.core.registry;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A store of registry keys. Safe from any thread, and, for a persistent hive, from any
 * process.
 */
public interface Hive {

	/**
	 * Returns the name of the hive for people.
	 * @return {@code machine}, {@code user} or {@code application}
	 */
	String name();

	/**
	 * Returns the tree as it stands now. The same object as before if nothing changed.
	 * Asked on every activation, so it must be cheap.
	 * @return the root key, which never changes
	 */
	RegistryKey root();

	/**
	 * Changes the tree in one step: other threads and processes see all of it or nothing.
	 * @param change makes the new tree from the present one; may be called again
	 * @throws io.github.comspring.ComException {@code REGDB_E_WRITEREGDB} if the hive
	 * cannot be written, and nothing has changed
	 */
	void edit(UnaryOperator<RegistryKey> change);

	/**
	 * Changes the tree in one step, for an owner of its own, such as a server that
	 * registers itself. A hive that keeps several sources puts what is new into the
	 * owner's.
	 * @param owner the name of the owner
	 * @param change makes the new tree from the present one; may be called again
	 * @throws io.github.comspring.ComException {@code REGDB_E_WRITEREGDB} if the hive
	 * cannot be written, and nothing has changed
	 */
	default void edit(String owner, UnaryOperator<RegistryKey> change) {
		edit(change);
	}

	/**
	 * Returns the trees that {@link #root()} is merged from, to tell operators where a
	 * key comes from.
	 * @return the trees by the names of their sources, a later one wins
	 */
	default Map<String, RegistryKey> sources() {
		return Map.of(name(), root());
	}

	/**
	 * Returns the files of this hive that could not be read.
	 * @return the files, none if the hive has no files
	 */
	default List<UnreadableFile> unreadableFiles() {
		return List.of();
	}

}
