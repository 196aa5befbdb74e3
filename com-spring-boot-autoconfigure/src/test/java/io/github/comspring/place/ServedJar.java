package io.github.comspring.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.ComInterface;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.place.served.ServedModule;

/**
 * Makes the jar of the classes under contract.
 */
final class ServedJar {

	private ServedJar() {
	}

	static Path writeTo(Path jar) {
		List<Class<?>> classes = classes();
		String shared = classes.stream()
			.filter((each) -> each.isAnnotationPresent(ComInterface.class))
			.map(Class::getName)
			.collect(Collectors.joining(", "));
		ModuleJar made = new ModuleJar().attribute("Com-Module", ServedModule.class.getName())
			.attribute("Com-Interfaces", shared);
		classes.forEach(made::copy);
		return made.writeTo(jar);
	}

	private static List<Class<?>> classes() {
		try (Stream<Path> files = Files.list(directory())) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".class") && !name.startsWith("package-info"))
				.<Class<?>>map(ServedJar::load)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path directory() {
		try {
			Path all = Path.of(ServedModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return all.resolve(ServedModule.class.getPackageName().replace('.', '/'));
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Class<?> load(String file) {
		String name = ServedModule.class.getPackageName() + "." + file.substring(0, file.length() - ".class".length());
		try {
			return Class.forName(name, false, ServedModule.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
