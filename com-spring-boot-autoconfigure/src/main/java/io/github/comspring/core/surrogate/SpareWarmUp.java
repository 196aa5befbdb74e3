package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.comspring.ComException;

/**
 * Does what a spare can do before it knows its first class, so that its first client does
 * not wait for it: loads the classes of the runtime, and has the log write a line, for
 * which the JDK loads more classes than for anything else.
 *
 * @param location where the classes of the runtime are, a directory or a jar
 */
record SpareWarmUp(Path location) {

	private static final Logger logger = System.getLogger(SpareWarmUp.class.getName());

	/** The root package, and what a surrogate has of core. */
	private static final List<String> PACKAGES = List.of("", "core/activation/", "core/apartment/", "core/classtable/",
			"core/module/", "core/ndr/", "core/orpc/", "core/reference/", "core/rpc/", "core/scm/", "core/surrogate/");

	private static final String ROOT = "io/github/comspring/";

	/**
	 * Warms up the runtime of this process. A failure costs the first client some time,
	 * and nothing else.
	 */
	static void run() {
		try {
			int loaded = new SpareWarmUp(new RuntimeClasses().get()).load();
			logger.log(Level.INFO, "This surrogate has loaded {0} classes, and waits for its first client", loaded);
		}
		catch (IOException | ComException ex) {
			logger.log(Level.WARNING, "This surrogate was not warmed up: {0}", ex.getMessage());
		}
	}

	/**
	 * Loads the classes.
	 * @return how many there are
	 * @throws IOException if the files cannot be read
	 */
	int load() throws IOException {
		if (Files.isDirectory(this.location)) {
			return load(this.location);
		}
		try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + this.location.toUri()), Map.of())) {
			return load(jar.getPath("/"));
		}
	}

	private static int load(Path root) throws IOException {
		int loaded = 0;
		for (String each : PACKAGES) {
			Path directory = root.resolve(ROOT + each);
			if (Files.isDirectory(directory)) {
				loaded += loadPackage(directory, (ROOT + each).replace('/', '.'));
			}
		}
		return loaded;
	}

	private static int loadPackage(Path directory, String prefix) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			List<String> names = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".class") && !name.equals("package-info.class"))
				.map((name) -> prefix + name.substring(0, name.length() - ".class".length()))
				.toList();
			return (int) names.stream().filter(SpareWarmUp::load).count();
		}
	}

	private static boolean load(String name) {
		try {
			Class.forName(name, true, SpareWarmUp.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Such as those that stand on Spring, which is not here
			return false;
		}
	}

}
