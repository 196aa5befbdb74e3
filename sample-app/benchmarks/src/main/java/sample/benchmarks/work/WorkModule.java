package sample.benchmarks.work;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import sample.benchmarks.ModuleJar;

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
		List<String> entries = new ArrayList<>(List.of(RESOURCE));
		Stream.of(WorkModule.class, JobWorker.class, JobWorker.Lengths.class, Worker.class, Job.class)
			.map(ModuleJar::entry)
			.forEach(entries::add);
		Path jar = directory.resolve("work.jar");
		new ModuleJar(WorkModule.class, Worker.class, libraries).writeTo(jar, entries);
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

}
