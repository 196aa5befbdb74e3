package io.github.comspring.core.surrogate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.comspring.core.launch.LaunchEnvironment;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.launch.crash.CrashDirectories;
import io.github.comspring.core.launch.crash.CrashFiles;
import io.github.comspring.core.module.ModuleManifest;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.OrpcProperties;
import io.github.comspring.core.registry.ApplicationConfinement;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.program.SurrogatePrograms;
import org.jspecify.annotations.Nullable;

/**
 * The built-in surrogate as a program: the JVM that this process runs in, with options
 * that make it start fast and stay small, and the classes of the runtime alone.
 *
 * @param modules finds the jars
 * @param classPath finds the classes of the runtime
 * @param options the options of the JVM
 * @param idleTimeout how long a surrogate goes on without clients
 * @param startOptions options that make the JVM start faster
 */
public record BuiltInSurrogate(SearchPath modules, Supplier<Path> classPath, List<String> options, Duration idleTimeout,
		StartOptions startOptions) implements SurrogatePrograms {

	/**
	 * Options for a small process. They save memory and time at the start, and no speed
	 * of the work: a library has all tiers of the compiler.
	 */
	public static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData",
			"-Xmx256m");

	/** The environment variables that a surrogate gets if nobody says so. */
	public static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "USER", "LANG", "LC_*", "TZ", "TMPDIR",
			"JAVA_HOME", "XDG_*", "SystemRoot", "SYSTEMROOT", "TEMP", "TMP");

	/** The JDK that began to warn of native code. */
	private static final int WARNING_OF_NATIVE_CODE = 24;

	/** How long a surrogate goes on without clients if nobody says so. */
	public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Returns the options of surrogates for which the same holds as for this process.
	 * @param said what is said of calls between processes
	 * @return {@link #OPTIONS}, and what is said
	 */
	public static List<String> options(OrpcProperties said) {
		return Stream.concat(OPTIONS.stream(), said.options().stream()).toList();
	}

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
		this(modules, classPath, OPTIONS, IDLE_TIMEOUT, StartOptions.NONE);
	}

	@Override
	public ServerProgram builtIn(ApplicationRegistration application, @Nullable RunAs runAs) {
		ApplicationConfinement wanted = application.confinement();
		String place = wanted.workingDirectory();
		WorkingDirectory directory = ServerProgram
			.directory((place != null) ? place : ApplicationConfinement.OWN_DIRECTORY);
		CrashFiles crashFiles = CrashFiles.in(crashDirectory(application));
		if (runAs != null && directory != null && directory.own()) {
			crashFiles = crashFiles.from(directory.path());
		}
		List<String> options = new ArrayList<>(debugging(application));
		options.addAll(new SurrogateOptions(wanted.jvm(), crashFiles, directory).words());
		options.addAll(libraries(wanted, runAs));
		return ServerProgram.of(command(options, wanted.jvm().arguments()),
				(runAs != null) ? wanted : wanted.inheritedOr(ENVIRONMENT), directory, crashFiles,
				wanted.jvm().maxMemory(), runAs);
	}

	private static List<String> libraries(ApplicationConfinement wanted, @Nullable RunAs runAs) {
		if (runAs != null) {
			return new LibraryPath(runAs.environment(wanted.inherited(), wanted.variables()), System.getenv())
				.withheld();
		}
		ApplicationConfinement usual = wanted.inheritedOr(ENVIRONMENT);
		return new LibraryPath(new LaunchEnvironment(usual.inherited(), usual.variables()), System.getenv()).options();
	}

	private static List<String> debugging(ApplicationRegistration application) {
		ApplicationRegistration.Surrogate surrogate = application.surrogate();
		Integer port = (surrogate != null) ? surrogate.debugPort() : null;
		return (port != null) ? List.of(DebuggerWait.at(port).option(nameOf(application))) : List.of();
	}

	private static String nameOf(ApplicationRegistration application) {
		String name = application.name();
		return (name != null) ? name : application.appId().toString();
	}

	/**
	 * Returns the program that starts a JVM like this one.
	 */
	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	private List<String> command(List<String> wanted, List<String> arguments) {
		Path runtime = this.classPath.get();
		List<String> command = new ArrayList<>();
		command.add(java());
		List<String> options = new ArrayList<>(
				UsualOptions.beside(arguments, Stream.concat(this.options.stream(), wanted.stream()).toList()));
		options.addAll(arguments);
		command.addAll(this.startOptions.of(runtime, options));
		command.addAll(options);
		command.add("-D" + SurrogateMain.IDLE_TIMEOUT + "=" + this.idleTimeout.toMillis());
		command.addAll(program(runtime));
		return command;
	}

	/**
	 * Returns how the JVM is told what to run. As a jar, whose manifest allows the
	 * libraries of modules native code without a warning: the option that allows it, too,
	 * would have the JVM do without what it knows of its own modules beforehand.
	 * @param runtime the jar of the runtime
	 */
	static List<String> program(Path runtime) {
		return (Runtime.version().feature() >= WARNING_OF_NATIVE_CODE) ? List.of("-jar", runtime.toString())
				: List.of("-cp", runtime.toString(), SurrogateMain.class.getName());
	}

	/**
	 * Names the directory for people where the name of the application can be that of a
	 * directory.
	 */
	private static Path crashDirectory(ApplicationRegistration application) {
		String wanted = application.confinement().jvm().crashDirectory();
		if (wanted != null) {
			return Path.of(wanted);
		}
		String name = application.name();
		String folder = (name != null && name.matches("\\w[\\w.-]{0,99}")) ? name : application.appId().toString();
		return CrashDirectories.of(folder);
	}

	@Override
	public Path jar(String name) {
		return this.modules.find(name);
	}

	@Override
	public List<Path> files(Path jar) {
		return ModuleManifest.files(jar);
	}

}
