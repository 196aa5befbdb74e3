package sample.rasterizer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/**
 * Makes those of the desk's documents that are meant to do harm.
 */
final class HostileDocuments {

	private HostileDocuments() {
	}

	/**
	 * A page whose content unpacks to four gigabytes of blanks: deflated twice, so that
	 * the file stays small.
	 */
	static byte[] bomb() throws IOException {
		COSArray twice = new COSArray();
		twice.add(COSName.FLATE_DECODE);
		twice.add(COSName.FLATE_DECODE);
		byte[] blanks = deflate(" ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII), 4096);
		try (PDDocument document = new PDDocument()) {
			PDPage page = new PDPage(PDRectangle.A4);
			document.addPage(page);
			PDStream content = new PDStream(document, new ByteArrayInputStream(deflate(blanks, 1)));
			content.getCOSObject().setItem(COSName.FILTER, twice);
			page.setContents(content);
			return SampleDocuments.bytes(document);
		}
	}

	/**
	 * Forms that are transparent as a whole, one in the other: a picture of the page is
	 * kept for each until the one in it is done. A few kilobytes take half a gigabyte.
	 */
	static byte[] hungry() throws IOException {
		return nested(new PDRectangle(2000, 2000), 45, 1);
	}

	/**
	 * A form that draws another one twenty times, which draws another one twenty times,
	 * and so on.
	 */
	static byte[] endless() throws IOException {
		return nested(PDRectangle.A4, 12, 20);
	}

	private static byte[] nested(PDRectangle size, int depth, int times) throws IOException {
		try (PDDocument document = new PDDocument()) {
			PDPage page = new PDPage(size);
			document.addPage(page);
			PDFormXObject form = form(document, size, "0 0 100 100 re f", new PDResources());
			for (int i = 0; i < depth; i++) {
				PDFormXObject outer = form(document, size, "/F Do ".repeat(times), drawing(form));
				if (times == 1) {
					outer.getCOSObject().setItem(COSName.GROUP, transparency());
				}
				form = outer;
			}
			page.setResources(drawing(form));
			page.setContents(new PDStream(document, stream("/F Do")));
			return SampleDocuments.bytes(document);
		}
	}

	private static PDFormXObject form(PDDocument document, PDRectangle size, String content, PDResources resources)
			throws IOException {
		PDFormXObject form = new PDFormXObject(new PDStream(document, stream(content)));
		form.setBBox(size);
		form.setResources(resources);
		return form;
	}

	private static PDResources drawing(PDFormXObject form) {
		PDResources resources = new PDResources();
		resources.put(COSName.getPDFName("F"), form);
		return resources;
	}

	private static COSDictionary transparency() {
		COSDictionary group = new COSDictionary();
		group.setItem(COSName.TYPE, COSName.GROUP);
		group.setItem(COSName.S, COSName.TRANSPARENCY);
		return group;
	}

	private static ByteArrayInputStream stream(String content) {
		return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] deflate(byte[] block, int times) throws IOException {
		ByteArrayOutputStream deflated = new ByteArrayOutputStream();
		try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(9), 1 << 16)) {
			for (int i = 0; i < times; i++) {
				out.write(block);
			}
		}
		return deflated.toByteArray();
	}

}
