package io.github.comspring.core.registry;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A hive that lives as long as the process.
 */
public final class MemoryHive implements Hive {

	private final String name;

	private final AtomicReference<RegistryKey> root = new AtomicReference<>(RegistryKey.EMPTY);

	/**
	 * Creates an empty hive.
	 * @param name its name for people
	 */
	public MemoryHive(String name) {
		this.name = name;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public RegistryKey root() {
		return this.root.get();
	}

	@Override
	public void edit(UnaryOperator<RegistryKey> change) {
		this.root.updateAndGet(change);
	}

}
