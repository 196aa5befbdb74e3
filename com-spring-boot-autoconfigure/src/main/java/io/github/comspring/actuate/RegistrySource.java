package io.github.comspring.actuate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import org.jspecify.annotations.Nullable;

/**
 * What one source of a hive, such as a file, has for a key.
 *
 * @param hive the name of the hive
 * @param name the name of the source, the hive's own if it has but one
 * @param key the key
 */
record RegistrySource(String hive, String name, RegistryKey key) {

	/**
	 * Lists the sources of some hives.
	 * @param hives the hives, the one that wins first
	 * @return the sources with their roots, the one that wins first
	 */
	static List<RegistrySource> of(List<Hive> hives) {
		List<RegistrySource> sources = new ArrayList<>();
		for (Hive hive : hives) {
			List<RegistrySource> own = new ArrayList<>();
			hive.sources().forEach((name, root) -> own.add(new RegistrySource(hive.name(), name, root)));
			Collections.reverse(own);
			sources.addAll(own);
		}
		return sources;
	}

	/**
	 * Goes down in all sources that have a key.
	 * @param sources the sources
	 * @param path the path of the key
	 * @return those that have it, with that key
	 */
	static List<RegistrySource> below(List<RegistrySource> sources, String path) {
		return sources.stream().map((source) -> source.below(path)).filter(Objects::nonNull).toList();
	}

	private @Nullable RegistrySource below(String path) {
		RegistryKey below = this.key.key(path);
		return (below != null) ? new RegistrySource(this.hive, this.name, below) : null;
	}

	/**
	 * Returns the hive and the source, such as {@code machine (desk.yaml)}.
	 */
	@Override
	public String toString() {
		return this.name.equals(this.hive) ? this.hive : this.hive + " (" + this.name + ")";
	}

}
