package sample.rasterizer;

import java.io.IOException;
import java.util.List;

import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Looks at all that a document would decode, without keeping any of it. A small file can
 * hold a stream that decodes to gigabytes.
 *
 * @param limits what is allowed
 */
record DocumentCheck(DocumentLimits limits) {

	/**
	 * Checks a document.
	 * @param document the document
	 * @throws DocumentException if it asks for too much
	 * @throws IOException if it is damaged
	 */
	void check(PDDocument document) throws DocumentException, IOException {
		if (document.getNumberOfPages() > this.limits.pages()) {
			throw new DocumentException("The document has " + document.getNumberOfPages() + " pages, at most "
					+ this.limits.pages() + " can be drawn. Split it and try again.");
		}
		long decoded = 0;
		COSDocument objects = document.getDocument();
		for (COSObjectKey key : List.copyOf(objects.getXrefTable().keySet())) {
			COSObject object = objects.getObjectFromPool(key);
			COSBase content = object.getObject();
			if (content instanceof COSStream stream) {
				checkImage(stream);
				decoded += new StreamSize(stream).upTo(this.limits.decodedBytes() - decoded);
				checkSize(decoded);
			}
		}
	}

	private void checkSize(long decoded) throws DocumentException {
		if (decoded > this.limits.decodedBytes()) {
			throw new DocumentException("The document is small but unpacks to more than "
					+ (this.limits.decodedBytes() >> 20)
					+ " MiB, as documents made to do harm do. It was not drawn; ask its sender for another one.");
		}
	}

	private void checkImage(COSStream stream) throws DocumentException {
		long width = stream.getLong(COSName.WIDTH, 0);
		long height = stream.getLong(COSName.HEIGHT, 0);
		if (COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))
				&& (width < 0 || height < 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE
						|| width * height > this.limits.imagePixels())) {
			throw new DocumentException("The document holds an image of " + width + " by " + height
					+ " pixels, which is too large to draw. Scan it at a lower resolution and try again.");
		}
	}

}
