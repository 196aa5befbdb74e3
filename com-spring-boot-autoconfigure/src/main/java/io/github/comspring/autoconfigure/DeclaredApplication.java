package io.github.comspring.autoconfigure;

import java.time.Duration;

import io.github.comspring.autoconfigure.ComProperties.Application;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;

/**
 * An application of the application's properties as registry entries.
 *
 * @param name its name
 * @param properties what the properties say of it
 */
record DeclaredApplication(String name, Application properties) {

	/**
	 * Adds the entries to a tree.
	 * @param root the tree
	 * @param key the key of the application
	 * @return the new tree
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	RegistryKey writeTo(RegistryKey root, String key) {
		Application declared = this.properties;
		RegistryKey tree = root.withValue(key, null, new Sz(this.name));
		tree = writeTime(tree, key, ApplicationTimes.IDLE_TIMEOUT, millis("idle-timeout", declared.idleTimeout(), 0));
		tree = writeTime(tree, key, ApplicationTimes.CALL_TIMEOUT, millis("call-timeout", declared.callTimeout(), 1));
		if (!declared.endOnCallTimeout()) {
			return tree;
		}
		if (declared.callTimeout() == null) {
			throw new InvalidComPropertyException(property("end-on-call-timeout"), "true",
					"needs a call timeout of the application", "Set " + property("call-timeout"),
					"Leave it out, so that a server lives on whatever its calls take");
		}
		return tree.withValue(key, ApplicationTimes.END_ON_CALL_TIMEOUT, new Sz("Y"));
	}

	private static RegistryKey writeTime(RegistryKey tree, String key, String value, @Nullable Integer millis) {
		return (millis != null) ? tree.withValue(key, value, new Dword(millis)) : tree;
	}

	private @Nullable Integer millis(String property, @Nullable Duration time, int least) {
		if (time == null) {
			return null;
		}
		if (time.compareTo(Duration.ofMillis(least)) < 0 || time.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
			throw new InvalidComPropertyException(property(property), time.toString(),
					"is no time from " + least + " ms to 24 days", "Use a time such as 30s",
					"Leave it out, for what holds without it");
		}
		return (int) time.toMillis();
	}

	private String property(String property) {
		return "comspring.applications." + this.name + "." + property;
	}

}
