package sample.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Makes the jar of a module.
 */
final class ClerkJar {

	private ClerkJar() {
	}

	static Path write(Path directory) throws IOException {
		Manifest manifest = new Manifest();
		Attributes attributes = manifest.getMainAttributes();
		attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
		attributes.putValue("Com-Module", ClerkModule.class.getName());
		attributes.putValue("Com-Interfaces", Clerk.class.getName());
		attributes.putValue("Com-Classes", "Web.Process.1 " + Places.PROCESS + ", Web.Here.1 " + Places.HERE);
		Path jar = directory.resolve("clerk.jar");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest)) {
			for (Class<?> each : List.of(Clerk.class, ClerkObject.class, ClerkModule.class)) {
				add(out, each.getName().replace('.', '/') + ".class");
			}
		}
		return jar;
	}

	private static void add(JarOutputStream out, String name) throws IOException {
		try (InputStream in = ClerkJar.class.getClassLoader().getResourceAsStream(name)) {
			out.putNextEntry(new JarEntry(name));
			in.transferTo(out);
		}
	}

}
