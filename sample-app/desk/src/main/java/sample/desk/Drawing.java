package sample.desk;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import org.springframework.stereotype.Component;
import sample.rasterizer.DocumentException;
import sample.rasterizer.PageImage;
import sample.rasterizer.PageRasterizer;

/**
 * Draws with the rasterizer, wherever that is configured to run.
 */
@Component
class Drawing {

	private static final String RASTERIZER = "Desk.PageRasterizer";

	private final Activator activator;

	Drawing(Activator activator) {
		this.activator = activator;
	}

	ComPointer<PageRasterizer> rasterizer() {
		return this.activator.createInstance(RASTERIZER, PageRasterizer.class);
	}

	int countPages(byte[] pdf) throws DocumentException {
		try (ComPointer<PageRasterizer> rasterizer = rasterizer()) {
			return rasterizer.get().pageCount(pdf);
		}
	}

	PageImage draw(byte[] pdf, int page, int dpi) throws DocumentException {
		try (ComPointer<PageRasterizer> rasterizer = rasterizer()) {
			return rasterizer.get().rasterize(pdf, page, dpi);
		}
	}

}
