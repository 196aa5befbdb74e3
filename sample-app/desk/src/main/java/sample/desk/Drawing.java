package sample.desk;

import sample.rasterizer.DocumentException;
import sample.rasterizer.PageImage;
import sample.rasterizer.PageRasterizer;

import org.springframework.stereotype.Component;

/**
 * Draws with the rasterizer, wherever that is configured to run.
 */
@Component
class Drawing {

	static final String RASTERIZER = "Desk.PageRasterizer";

	private final SharedProcess process;

	Drawing(SharedProcess process) {
		this.process = process;
	}

	int countPages(byte[] pdf) throws DocumentException {
		return this.process.call(RASTERIZER, PageRasterizer.class, (rasterizer) -> rasterizer.pageCount(pdf));
	}

	PageImage draw(byte[] pdf, int page, int dpi) throws DocumentException {
		return this.process.call(RASTERIZER, PageRasterizer.class,
				(rasterizer) -> rasterizer.rasterize(pdf, page, dpi));
	}

}
