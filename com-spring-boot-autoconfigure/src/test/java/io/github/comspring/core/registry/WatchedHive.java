package io.github.comspring.core.registry;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A hive that tells what others still see once an edit is worked out.
 */
record WatchedHive(Hive hive, AtomicReference<RegistryKey> seen) implements Hive {

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
		this.hive.edit((root) -> {
			RegistryKey changed = change.apply(root);
			this.seen.set(root());
			return changed;
		});
	}

}
