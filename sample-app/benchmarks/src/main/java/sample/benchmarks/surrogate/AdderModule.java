package sample.benchmarks.surrogate;

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

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import sample.benchmarks.Adder;

/**
 * The jar that a surrogate hosts.
 */
public final class AdderModule implements ComModule {

	@Override
	public Object getClassObject(Clsid clsid) {
		return new Factory();
	}

	/**
	 * Writes the jar.
	 * @param jar where it shall be
	 * @throws IOException if it cannot be written
	 */
	public static void writeTo(Path jar) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().putValue("Com-Module", AdderModule.class.getName());
		manifest.getMainAttributes().putValue("Com-Interfaces", Adder.class.getName());
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest)) {
			for (Class<?> each : List.of(AdderModule.class, Factory.class, Adder.class, Adder.Plain.class)) {
				String name = each.getName().replace('.', '/') + ".class";
				out.putNextEntry(new JarEntry(name));
				try (InputStream in = AdderModule.class.getClassLoader().getResourceAsStream(name)) {
					in.transferTo(out);
				}
			}
		}
	}

	private static final class Factory implements ClassFactory<Adder> {

		@Override
		public Adder createInstance(Class<?> type) {
			return new Adder.Plain();
		}

	}

}
