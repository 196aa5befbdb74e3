package io.github.comspring.test;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import io.github.comspring.ComModule;

/**
 * Compiled classes as the jar of a module. A manifest that lies with them is kept, and
 * completed.
 *
 * @param module the class of the module
 * @param interfaces what it shares with its clients
 */
record ModuleArchive(Class<? extends ComModule> module, List<Class<?>> interfaces) {

	/**
	 * Finds the jar, or makes it.
	 * @param directory where to make it
	 * @return the jar that the class of the module comes from, or one with all classes of
	 * its directory
	 * @throws IOException if it cannot be written
	 */
	Path in(Path directory) throws IOException {
		Path own = place(this.module);
		if (!Files.isDirectory(own)) {
			return own;
		}
		Path jar = directory.resolve(this.module.getSimpleName() + ".jar");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest(own, libraries(own)))) {
			pack(own, out);
		}
		return jar;
	}

	/**
	 * Returns all that the tests have besides the module and the runtime: what the module
	 * needs of it cannot be told from its classes, as drivers and service providers are
	 * named nowhere in them.
	 */
	private Set<Path> libraries(Path own) {
		Set<Path> places = this.interfaces.stream()
			.map(ModuleArchive::place)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.isBlank())
			.map((entry) -> Path.of(entry).toAbsolutePath().normalize())
			.filter(Files::exists)
			.forEach(places::add);
		places.removeAll(Set.of(own, place(ComModule.class)));
		return places;
	}

	private static Path place(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		try {
			if (source != null) {
				return Path.of(source.getLocation().toURI());
			}
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			throw new IllegalArgumentException(type.getName() + " comes from " + source.getLocation(), ex);
		}
		throw new IllegalArgumentException("Nobody knows where " + type.getName() + " comes from");
	}

	private Manifest manifest(Path own, Set<Path> libraries) throws IOException {
		Manifest manifest = new Manifest();
		Path present = own.resolve(JarFile.MANIFEST_NAME);
		if (Files.exists(present)) {
			try (InputStream in = Files.newInputStream(present)) {
				manifest.read(in);
			}
		}
		Attributes attributes = manifest.getMainAttributes();
		attributes.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
		attributes.putIfAbsent(new Attributes.Name("Com-Module"), this.module.getName());
		if (!this.interfaces.isEmpty()) {
			attributes.putIfAbsent(new Attributes.Name("Com-Interfaces"),
					this.interfaces.stream().map(Class::getName).collect(Collectors.joining(" ")));
		}
		attributes.merge(Attributes.Name.CLASS_PATH,
				libraries.stream().map((place) -> place.toUri().toString()).collect(Collectors.joining(" ")),
				(known, more) -> known + " " + more);
		return manifest;
	}

	private static void pack(Path classes, JarOutputStream out) throws IOException {
		try (Stream<Path> all = Files.walk(classes)) {
			for (Path each : all.filter(Files::isRegularFile).toList()) {
				String name = classes.relativize(each).toString().replace('\\', '/');
				if (!name.equals(JarFile.MANIFEST_NAME)) {
					out.putNextEntry(new ZipEntry(name));
					Files.copy(each, out);
				}
			}
		}
	}

}
