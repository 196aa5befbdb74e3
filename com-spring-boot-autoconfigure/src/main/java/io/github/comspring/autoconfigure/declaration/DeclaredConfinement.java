package io.github.comspring.autoconfigure.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.ComProperties.Environment;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ApplicationLimits;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.registry.SurrogateJvm;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What the properties of an application say of its processes, as registry entries.
 *
 * @param prefix the properties of the application, with a full stop at the end
 * @param properties what they say
 */
record DeclaredConfinement(String prefix, Application properties) {

	/** What is no directory, but says which one. */
	private static final List<String> WORDS = List.of(ApplicationConfinement.OWN_DIRECTORY,
			ApplicationConfinement.NO_DIRECTORY);

	/**
	 * Adds the entries to a tree.
	 * @param root the tree
	 * @param key the key of the application
	 * @return the new tree
	 * @throws InvalidComPropertyException if a property makes no sense
	 */
	RegistryKey writeTo(RegistryKey root, String key) {
		Application declared = this.properties;
		RegistryKey tree = writeTexts(root, key, ApplicationConfinement.COMMAND_PREFIX, declared.commandPrefix());
		tree = writeEnvironment(tree, key, declared.environment());
		tree = writeText(tree, key, ApplicationConfinement.WORKING_DIRECTORY, workingDirectory());
		tree = writeNumber(tree, key, ApplicationLimits.MAX_PROCESSOR_TIME, processorTime());
		tree = writeNumber(tree, key, ApplicationLimits.THREAD_STACK,
				kibibytes("thread-stack", declared.threadStack(), ApplicationLimits.LEAST_STACK));
		tree = writeNumber(tree, key, ApplicationLimits.OOM_SCORE_ADJUST, oomScoreAdjust());
		tree = new DeclaredGroup(this.prefix, declared.cgroup()).writeTo(tree, key);
		tree = writeText(tree, key, ApplicationRegistration.RUN_AS, declared.runAs());
		return writeJvm(tree, key);
	}

	private RegistryKey writeEnvironment(RegistryKey root, String key, Environment environment) {
		List<String> names = environment.inherit();
		RegistryKey tree = root;
		if (names != null) {
			names.forEach((name) -> requireName("environment.inherit", name));
			tree = tree.withValue(key, ApplicationConfinement.INHERITED, new MultiSz(names));
		}
		Map<String, String> variables = new TreeMap<>(environment.set());
		variables.keySet().forEach((name) -> requireName("environment.set", name));
		return writeTexts(tree, key, ApplicationConfinement.VARIABLES,
				variables.entrySet().stream().map((each) -> each.getKey() + "=" + each.getValue()).toList());
	}

	private void requireName(String property, String name) {
		if (name.isBlank() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
			throw new InvalidComPropertyException(this.prefix + property, name,
					"has what is no name of an environment variable", "Use a name such as LANG",
					"Use the name alone, without a value");
		}
	}

	private RegistryKey writeJvm(RegistryKey root, String key) {
		Application declared = this.properties;
		Integer heap = kibibytes("max-heap", declared.maxHeap(), SurrogateJvm.LEAST_HEAP);
		Integer memory = kibibytes("max-memory", declared.maxMemory(), SurrogateJvm.leastMemory(heap));
		RegistryKey tree = writeTexts(root, key, SurrogateJvm.ARGUMENTS, declared.jvmArgs());
		tree = writeNumber(tree, key, SurrogateJvm.MAX_HEAP, heap);
		tree = writeNumber(tree, key, SurrogateJvm.MAX_MEMORY, memory);
		tree = writeText(tree, key, SurrogateJvm.HEAP_DUMPS, declared.heapDumps() ? "Y" : null);
		return writeText(tree, key, SurrogateJvm.CRASH_DIRECTORY,
				directory("crash-directory", declared.crashDirectory()));
	}

	private @Nullable String workingDirectory() {
		String wanted = this.properties.workingDirectory();
		return (wanted == null || WORDS.contains(wanted)) ? wanted : directory("working-directory", wanted);
	}

	private @Nullable String directory(String property, @Nullable String wanted) {
		return (wanted != null) ? DeclaredPath.of(this.prefix + property, wanted).toString() : null;
	}

	private @Nullable Integer processorTime() {
		Duration time = this.properties.maxProcessorTime();
		if (time == null) {
			return null;
		}
		if (time.toMillis() < 1 || time.toMillis() > Integer.MAX_VALUE) {
			throw new InvalidComPropertyException(this.prefix + "max-processor-time", time.toString(),
					"is no time from 1 ms to 24 days", "Use a time such as 10m",
					"Leave it out, so that processes may compute as long as they like");
		}
		return (int) time.toMillis();
	}

	private @Nullable Integer oomScoreAdjust() {
		Integer adjust = this.properties.oomScoreAdjust();
		if (adjust != null && (adjust < 0 || adjust > ApplicationLimits.SOONEST)) {
			throw new InvalidComPropertyException(this.prefix + "oom-score-adjust", adjust.toString(),
					"is no number from 0 to " + ApplicationLimits.SOONEST,
					"Use 0, for processes that are as likely to end as this application when memory is short",
					"Leave it out, so that they end first");
		}
		return adjust;
	}

	private @Nullable Integer kibibytes(String property, @Nullable DataSize size, long least) {
		if (size == null) {
			return null;
		}
		if (size.toKilobytes() < least || size.toKilobytes() > Integer.MAX_VALUE) {
			throw new InvalidComPropertyException(this.prefix + property, DeclaredSize.text(size),
					"is no size from " + ((least < 1024) ? least + " KB" : least / 1024 + " MB") + " to 2047 GB",
					"Use a size such as " + ((least < 1024) ? "1MB" : "256MB"),
					"Leave it out, for what holds without it");
		}
		return (int) size.toKilobytes();
	}

	private static RegistryKey writeNumber(RegistryKey tree, String key, String value, @Nullable Integer number) {
		return (number != null) ? tree.withValue(key, value, new Dword(number)) : tree;
	}

	private static RegistryKey writeText(RegistryKey tree, String key, String value, @Nullable String text) {
		return (text != null) ? tree.withValue(key, value, new Sz(text)) : tree;
	}

	private static RegistryKey writeTexts(RegistryKey tree, String key, String value, List<String> texts) {
		return texts.isEmpty() ? tree : tree.withValue(key, value, new MultiSz(texts));
	}

}
