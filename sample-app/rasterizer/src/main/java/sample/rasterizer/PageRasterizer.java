package sample.rasterizer;

import io.github.comspring.ComInterface;

/**
 * Draws the pages of PDF documents.
 */
@ComInterface("{5D7F8A30-2B52-4F7C-8E0A-93C1D6C2A511}")
public interface PageRasterizer {

	/**
	 * Counts the pages of a document.
	 * @param pdf the document
	 * @return the number of pages
	 * @throws DocumentException if the document is damaged or asks for too much
	 */
	int pageCount(byte[] pdf) throws DocumentException;

	/**
	 * Draws a page.
	 * @param pdf the document
	 * @param page the page, the first is 0
	 * @param dpi the resolution in dots per inch
	 * @return the picture
	 * @throws DocumentException if the document is damaged or asks for too much
	 */
	PageImage rasterize(byte[] pdf, int page, int dpi) throws DocumentException;

}
