package io.github.comspring.autoconfigure.declaration;

import java.time.Duration;

import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.ComProperties.RecycleAfter;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.RecycleLimits;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.RestartLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

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
		RegistryKey tree = new DeclaredConfinement(property(""), declared)
			.writeTo(root.withValue(key, null, new Sz(this.name)), key);
		tree = write(tree, key, ApplicationTimes.IDLE_TIMEOUT, millis("idle-timeout", declared.idleTimeout(), 0));
		tree = write(tree, key, ApplicationTimes.CALL_TIMEOUT, millis("call-timeout", declared.callTimeout(), 1));
		tree = write(tree, key, Surrogate.DEBUG_PORT, debugPort());
		tree = writeSupervision(tree, key);
		tree = write(tree, key, Surrogate.SPARES, spares());
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

	private RegistryKey writeSupervision(RegistryKey root, String key) {
		Application declared = this.properties;
		RecycleAfter recycling = declared.recycleAfter();
		RegistryKey tree = write(root, key, RestartLimits.RESTART_LIMIT,
				count("restart-limit", declared.restartLimit()));
		tree = write(tree, key, RestartLimits.RESTART_WINDOW, millis("restart-window", declared.restartWindow(), 1));
		tree = write(tree, key, RecycleLimits.RECYCLE_AGE, millis("recycle-after.max-age", recycling.maxAge(), 1));
		tree = write(tree, key, RecycleLimits.RECYCLE_CALLS, count("recycle-after.max-calls", recycling.maxCalls()));
		tree = write(tree, key, RecycleLimits.RECYCLE_ACTIVATIONS,
				count("recycle-after.max-activations", recycling.maxActivations()));
		tree = write(tree, key, RecycleLimits.RECYCLE_ERRORS,
				count("recycle-after.errors-in-a-row", recycling.errorsInARow()));
		return write(tree, key, RecycleLimits.RECYCLE_MEMORY, kibibytes(recycling.maxMemory()));
	}

	private static RegistryKey write(RegistryKey tree, String key, String value, @Nullable Integer number) {
		return (number != null) ? tree.withValue(key, value, new Dword(number)) : tree;
	}

	private @Nullable Integer count(String property, @Nullable Integer number) {
		if (number != null && number < 1) {
			throw new InvalidComPropertyException(property(property), number.toString(), "is less than 1",
					"Use a number of at least 1", "Leave it out, for what holds without it");
		}
		return number;
	}

	private @Nullable Integer spares() {
		int spares = this.properties.spares();
		if (spares < 0 || spares > Surrogate.MOST_SPARES) {
			throw new InvalidComPropertyException(property("spares"), Integer.toString(spares),
					"is no number from 0 to " + Surrogate.MOST_SPARES, "Use a small number such as 1",
					"Leave it out, to start surrogates when their first clients come");
		}
		return (spares > 0) ? spares : null;
	}

	private @Nullable Integer kibibytes(@Nullable DataSize size) {
		if (size == null) {
			return null;
		}
		long kibibytes = size.toKilobytes();
		if (kibibytes < 1 || kibibytes > Integer.MAX_VALUE) {
			throw new InvalidComPropertyException(property("recycle-after.max-memory"), DeclaredSize.text(size),
					"is no size from 1 KB to 2 TB", "Use a size such as 512MB", "Leave it out, for no limit");
		}
		return (int) kibibytes;
	}

	private @Nullable Integer debugPort() {
		Integer port = this.properties.debugPort();
		if (port != null && (port < 0 || port > 0xFFFF)) {
			throw new InvalidComPropertyException(property("debug-port"), port.toString(), "is no port",
					"Use a number from 1 to 65535, or 0 for any port", "Leave it out, so that no debugger is awaited");
		}
		return port;
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
		return property(this.name, property);
	}

	static String property(String application, String property) {
		boolean plain = application.chars().allMatch((each) -> each == '-' || Character.isLetterOrDigit(each));
		return "comspring.applications" + (plain ? "." + application : "[" + application + "]") + "." + property;
	}

}
