package sample.benchmarks.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The jar that does the jobs.
 */
public final class WorkModule implements ComModule {

	private static final String RESOURCE = "brochure.pdf";

	@Override
	public Object getClassObject(Clsid clsid) {
		return (ClassFactory<Worker>) (type) -> new JobWorker();
	}

	/**
	 * Writes the jar, with its libraries beside it.
	 * @param directory an empty directory
	 * @return the jar
	 * @throws IOException if they cannot be written
	 */
	static Path writeTo(Path directory) throws IOException {
		List<String> libraries = new ArrayList<>();
		for (Class<?> each : List.of(PDDocument.class, RandomAccessRead.class, FontBoxFont.class, LogFactory.class)) {
			Path library = place(each);
			libraries.add(library.getFileName().toString());
			Files.copy(library, directory.resolve(library.getFileName()));
		}
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
		manifest.getMainAttributes().putValue("Com-Module", WorkModule.class.getName());
		manifest.getMainAttributes().putValue("Com-Interfaces", Worker.class.getName());
		Path jar = directory.resolve("work.jar");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest)) {
			for (String each : List.of("WorkModule", "JobWorker", "JobWorker$1", "JobWorker$2", "Worker", "Job")) {
				write(WorkModule.class.getPackageName().replace('.', '/') + '/' + each + ".class", out);
			}
			write(RESOURCE, out);
		}
		return jar;
	}

	private static Path place(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(String name, JarOutputStream out) throws IOException {
		try (InputStream in = WorkModule.class.getClassLoader().getResourceAsStream(name)) {
			if (in != null) {
				out.putNextEntry(new JarEntry(name));
				in.transferTo(out);
			}
		}
	}

}
