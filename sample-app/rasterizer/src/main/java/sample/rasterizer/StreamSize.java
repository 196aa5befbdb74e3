package sample.rasterizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.InflaterInputStream;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Measures what a stream of a document decodes to, by decoding it into a buffer that is
 * used again and again.
 *
 * @param stream the stream
 */
record StreamSize(COSStream stream) {

	/** How many bytes one byte of LZW can stand for, which is never decoded here. */
	private static final int LZW_FACTOR = 1500;

	private static final List<String> NOT_TEXT = List.of("FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode",
			"RL", "DCTDecode", "DCT", "CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode");

	/**
	 * Measures the stream.
	 * @param limit when to stop
	 * @return the number of bytes, or some number above the limit
	 * @throws IOException if the stream cannot be read at all
	 */
	long upTo(long limit) throws IOException {
		List<String> filters = filters();
		long factor = filters.stream().anyMatch((filter) -> filter.startsWith("LZW")) ? LZW_FACTOR : 1;
		try (InputStream decoded = decode(filters)) {
			return count(decoded, limit / factor) * factor;
		}
	}

	private InputStream decode(List<String> filters) throws IOException {
		InputStream decoded = new PDStream(this.stream).createInputStream(NOT_TEXT);
		for (String filter : filters) {
			if (filter.startsWith("Fl")) {
				decoded = new InflaterInputStream(decoded);
			}
		}
		return decoded;
	}

	private static long count(InputStream decoded, long limit) {
		byte[] buffer = new byte[8192];
		long count = 0;
		try {
			int read = decoded.read(buffer);
			while (read > 0 && count <= limit) {
				count += read;
				read = decoded.read(buffer);
			}
		}
		catch (IOException ex) {
			// Whoever draws the damaged stream comes no further either
		}
		return count;
	}

	private List<String> filters() {
		COSBase filters = this.stream.getFilters();
		if (filters instanceof COSArray several) {
			return several.toCOSNameStringList();
		}
		return (filters instanceof COSName one) ? List.of(one.getName()) : List.of();
	}

}
