package sample.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import sample.rasterizer.DocumentException;
import sample.rasterizer.PageImage;

import org.springframework.stereotype.Component;

/**
 * Draws documents to PNG files, one for each page.
 */
@Component
class PageFiles {

	private final Drawing drawing;

	private final DeskProperties properties;

	PageFiles(Drawing drawing, DeskProperties properties) {
		this.drawing = drawing;
		this.properties = properties;
	}

	/**
	 * Draws all pages, or leaves none behind.
	 * @param document the document
	 */
	void draw(Path document) throws DocumentException, IOException {
		byte[] pdf = Files.readAllBytes(document);
		long start = System.nanoTime();
		int pages = this.drawing.countPages(pdf);
		long processId = draw(document, pdf, pages);
		System.out.printf("%s in process %d drew %d pages of %s in %d ms%n", Drawing.RASTERIZER, processId, pages,
				document.getFileName(), (System.nanoTime() - start) / 1_000_000);
	}

	private long draw(Path document, byte[] pdf, int pages) throws DocumentException, IOException {
		Files.createDirectories(this.properties.output());
		List<Path> written = new ArrayList<>();
		long processId = 0;
		try {
			for (int page = 0; page < pages; page++) {
				PageImage image = this.drawing.draw(pdf, page, this.properties.dpi());
				Path file = file(document, page);
				written.add(file);
				Files.write(file, image.png());
				processId = image.processId();
				System.out.printf("Page %d of %d: %d by %d pixels%n", page + 1, pages, image.width(), image.height());
			}
			return processId;
		}
		catch (DocumentException | ComException | IOException ex) {
			for (Path file : written) {
				Files.deleteIfExists(file);
			}
			throw ex;
		}
	}

	private Path file(Path document, int page) {
		String name = document.getFileName().toString().replaceFirst("\\.[^.]*$", "");
		return this.properties.output().resolve(name + "-page-" + (page + 1) + ".png");
	}

}
