package io.github.comspring.core.surrogate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.scm.SurrogatePrograms;

/**
 * The built-in surrogate as a program: the JVM that this process runs in, with options
 * that make it start fast and stay small, and the classes of the runtime alone.
 *
 * @param modules finds the jars
 * @param classPath finds the classes of the runtime
 * @param options the options of the JVM
 * @param idleTimeout how long a surrogate goes on without clients
 */
public record BuiltInSurrogate(SearchPath modules, Supplier<Path> classPath, List<String> options,
		Duration idleTimeout) implements SurrogatePrograms {

	/** Options for a small process that does not live long. */
	public static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
			"-XX:-UsePerfData", "-Xmx256m");

	/** How long a surrogate goes on without clients if nobody says so. */
	public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Copies the options.
	 */
	public BuiltInSurrogate {
		options = List.copyOf(options);
	}

	/**
	 * Creates a surrogate as it is by default.
	 * @param modules finds the jars
	 * @param classPath finds the classes of the runtime
	 */
	public BuiltInSurrogate(SearchPath modules, Supplier<Path> classPath) {
		this(modules, classPath, OPTIONS, IDLE_TIMEOUT);
	}

	@Override
	public List<String> builtIn() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.add("-D" + SurrogateMain.IDLE_TIMEOUT + "=" + this.idleTimeout.toMillis());
		command.add("-cp");
		command.add(this.classPath.get().toString());
		command.add(SurrogateMain.class.getName());
		return command;
	}

	@Override
	public Path jar(String name) {
		return this.modules.find(name);
	}

}
