package io.github.comspring.autoconfigure.declaration;

import io.github.comspring.autoconfigure.properties.ComProperties.Cgroup;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.ApplicationGroup;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What the properties of an application say of the control groups of its processes, as
 * registry entries.
 *
 * @param prefix the properties of the application, with a full stop at the end
 * @param properties what they say
 */
public record DeclaredGroup(String prefix, Cgroup properties) {

	private static final int THOUSANDTHS = 1000;

	/**
	 * Returns the groups.
	 * @param application the name of the application
	 * @param properties what its properties say
	 * @return what each group has, or {@code null} if there are to be none
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	public static @Nullable ApplicationGroup of(String application, Cgroup properties) {
		return new DeclaredGroup(DeclaredApplication.property(application, ""), properties).group();
	}

	private @Nullable ApplicationGroup group() {
		ApplicationGroup group = new ApplicationGroup(memory(), pids(), processors());
		Boolean enabled = this.properties.enabled();
		boolean limited = !group.equals(ApplicationGroup.UNLIMITED);
		return ((enabled != null) ? enabled : limited) ? group : null;
	}

	/**
	 * Adds the entries to a tree.
	 * @param root the tree
	 * @param key the key of the application
	 * @return the new tree
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	RegistryKey writeTo(RegistryKey root, String key) {
		ApplicationGroup group = group();
		if (group == null) {
			return root;
		}
		RegistryKey tree = root.withValue(key, ApplicationGroup.ENABLED, new Sz("Y"));
		tree = write(tree, key, ApplicationGroup.MEMORY_MAX, group.memory());
		tree = write(tree, key, ApplicationGroup.PIDS_MAX, group.pids());
		return write(tree, key, ApplicationGroup.CPU_MAX, group.processors());
	}

	private static RegistryKey write(RegistryKey tree, String key, String value, @Nullable Integer number) {
		return (number != null) ? tree.withValue(key, value, new Dword(number)) : tree;
	}

	private @Nullable Integer memory() {
		DataSize size = this.properties.memoryMax();
		if (size == null) {
			return null;
		}
		if (size.toKilobytes() < ApplicationGroup.LEAST_MEMORY || size.toKilobytes() > Integer.MAX_VALUE) {
			throw invalid("memory-max", DeclaredSize.text(size), "is no size from 1 MB to 2047 GB",
					"Use a size such as 512MB");
		}
		return (int) size.toKilobytes();
	}

	private @Nullable Integer pids() {
		Integer pids = this.properties.pidsMax();
		if (pids != null && pids < 1) {
			throw invalid("pids-max", pids.toString(), "is less than 1", "Use a number such as 200: threads count");
		}
		return pids;
	}

	private @Nullable Integer processors() {
		Double processors = this.properties.cpuMax();
		if (processors == null) {
			return null;
		}
		double thousandths = Math.rint(processors * THOUSANDTHS);
		// Nor is what is no number at all
		if (!(thousandths >= ApplicationGroup.LEAST_PROCESSORS && thousandths <= Integer.MAX_VALUE)) {
			throw invalid("cpu-max", processors.toString(), "is no number of processors from 0.01 on",
					"Use a number such as 1.5");
		}
		return (int) thousandths;
	}

	private InvalidComPropertyException invalid(String property, String value, String problem, String remedy) {
		return new InvalidComPropertyException(this.prefix + "cgroup." + property, value, problem, remedy,
				"Leave it out, for no limit");
	}

}
