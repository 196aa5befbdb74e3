package io.github.comspring.core.registry;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * A hive with a file that cannot be read, and that cannot be written.
 */
record DamagedHive(Hive hive, UnreadableFile file) implements Hive {

	@Override
	public String name() {
		return this.hive.name();
	}

	@Override
	public RegistryKey root() {
		return this.hive.root();
	}

	@Override
	public void edit(UnaryOperator<RegistryKey> change) {
		change.apply(root());
		throw new ComException(HResult.REGDB_E_WRITEREGDB, "Hive " + name() + " is read-only");
	}

	@Override
	public List<UnreadableFile> unreadableFiles() {
		return List.of(this.file);
	}

}
