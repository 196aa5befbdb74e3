package sample.benchmarks;

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

import io.github.comspring.ComModule;

/**
 * The jar of a module, with what the class path of the benchmarks has.
 *
 * @param module the module
 * @param shared the interface that it shares with its clients
 * @param libraries the names of the jars beside it that it needs
 */
public record ModuleJar(Class<? extends ComModule> module, Class<?> shared, List<String> libraries) {

	/**
	 * Writes the jar.
	 * @param jar where it shall be
	 * @param entries the names of all that is in it
	 * @throws IOException if it cannot be written
	 */
	public void writeTo(Path jar, List<String> entries) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", this.libraries));
		manifest.getMainAttributes().putValue("Com-Module", this.module.getName());
		manifest.getMainAttributes().putValue("Com-Interfaces", this.shared.getName());
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest)) {
			for (String each : entries) {
				out.putNextEntry(new JarEntry(each));
				try (InputStream in = this.module.getClassLoader().getResourceAsStream(each)) {
					in.transferTo(out);
				}
			}
		}
	}

	/**
	 * Returns the name of a class in a jar.
	 * @param type the class
	 * @return the name
	 */
	public static String entry(Class<?> type) {
		return type.getName().replace('.', '/') + ".class";
	}

}
