package sample.rasterizer;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Draws pages with Apache PDFBox.
 */
public final class PdfBoxRasterizer implements PageRasterizer {

	private static final double POINTS_PER_INCH = 72;

	private final DocumentLimits limits;

	/**
	 * Creates a rasterizer.
	 * @param limits what a document may ask for
	 */
	public PdfBoxRasterizer(DocumentLimits limits) {
		this.limits = limits;
	}

	@Override
	public int pageCount(byte[] pdf) throws DocumentException {
		return withDocument(pdf, PDDocument::getNumberOfPages);
	}

	@Override
	public PageImage rasterize(byte[] pdf, int page, int dpi) throws DocumentException {
		return withDocument(pdf, (document) -> {
			checkPage(document, page, dpi);
			return draw(document, page, dpi);
		});
	}

	private void checkPage(PDDocument document, int page, int dpi) throws DocumentException {
		if (page < 0 || page >= document.getNumberOfPages()) {
			throw new DocumentException("There is no page " + (page + 1) + ", the document has "
					+ document.getNumberOfPages() + ". Choose one of those.");
		}
		PDRectangle box = document.getPage(page).getCropBox();
		double width = box.getWidth() * dpi / POINTS_PER_INCH;
		double height = box.getHeight() * dpi / POINTS_PER_INCH;
		if (width * height > this.limits.pagePixels()) {
			throw new DocumentException(
					String.format("Page %d would be %.0f by %.0f pixels, which is too large to draw."
							+ " Choose a lower resolution than %d dpi.", page + 1, width, height, dpi));
		}
	}

	private static PageImage draw(PDDocument document, int page, int dpi) throws IOException {
		BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(page, dpi, ImageType.RGB);
		ByteArrayOutputStream png = new ByteArrayOutputStream();
		ImageIO.write(picture, "png", png);
		return new PageImage(picture.getWidth(), picture.getHeight(), png.toByteArray(), ProcessHandle.current().pid());
	}

	private <T> T withDocument(byte[] pdf, DocumentWork<T> work) throws DocumentException {
		try (PDDocument document = Loader.loadPDF(pdf)) {
			new DocumentCheck(this.limits).check(document);
			return work.on(document);
		}
		catch (IOException | RuntimeException ex) {
			throw new DocumentException("The document is damaged or is no PDF (" + ex.getMessage()
					+ "). Save it again with the program that made it, or ask its sender for another copy.");
		}
	}

	/**
	 * What is done with an open document.
	 *
	 * @param <T> the type of the result
	 */
	private interface DocumentWork<T> {

		T on(PDDocument document) throws DocumentException, IOException;

	}

}
