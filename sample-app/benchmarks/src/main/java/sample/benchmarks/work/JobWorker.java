package sample.benchmarks.work;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Does each job with what the JDK and PDFBox have for it.
 */
final class JobWorker implements Worker {

	private static final int MEBIBYTE = 1 << 20;

	private static final Pattern NUMBERED = Pattern.compile("(\\w+)[-_](\\d{2,})\\b|([a-f]{3,})(?=x)");

	private static final byte[] BYTES = text(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);

	private static final String TEXT = text(MEBIBYTE);

	private static final String DOCUMENT = document(10_000);

	private final Map<Job, Callable<Long>> jobs = Map.of(Job.SHA_256, JobWorker::hash, Job.DEFLATE, JobWorker::deflate,
			Job.REGEX, JobWorker::match, Job.PARSE, JobWorker::parse, Job.DRAW, JobWorker::draw, Job.ALLOCATE,
			JobWorker::allocate);

	@Override
	public long work(Job job) {
		try {
			return this.jobs.get(job).call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long hash() throws GeneralSecurityException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		for (int i = 0; i < 60; i++) {
			digest.update(BYTES);
		}
		return digest.digest()[0];
	}

	private static long deflate() {
		byte[] out = new byte[MEBIBYTE];
		long size = 0;
		Deflater deflater = new Deflater();
		deflater.setInput(BYTES);
		deflater.finish();
		while (!deflater.finished()) {
			size += deflater.deflate(out);
		}
		deflater.end();
		return size;
	}

	private static long match() {
		Matcher matcher = NUMBERED.matcher(TEXT);
		long sum = 0;
		while (matcher.find()) {
			sum += matcher.end();
		}
		return sum;
	}

	private static long parse() throws ParserConfigurationException, SAXException, IOException {
		Lengths lengths = new Lengths();
		SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(DOCUMENT)), lengths);
		return lengths.sum;
	}

	private static long draw() throws IOException {
		try (InputStream file = JobWorker.class.getResourceAsStream("/brochure.pdf");
				PDDocument document = Loader.loadPDF(file.readAllBytes())) {
			BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 100);
			return image.getRGB(image.getWidth() / 2, image.getHeight() / 2);
		}
	}

	private static long allocate() {
		Deque<byte[]> living = new ArrayDeque<>();
		long sum = 0;
		for (int i = 0; i < 200_000; i++) {
			byte[] each = new byte[64 + (i & 1023)];
			sum += each.length;
			living.addLast(each);
			if (living.size() > 4_000) {
				living.removeFirst();
			}
		}
		return sum + living.size();
	}

	private static String text(int length) {
		Random random = new Random(42);
		StringBuilder text = new StringBuilder();
		while (text.length() < length) {
			text.append(Integer.toString(random.nextInt(1 << 24), 36)).append((random.nextInt(8) == 0) ? '_' : ' ');
		}
		return text.substring(0, length);
	}

	private static String document(int elements) {
		StringBuilder document = new StringBuilder("<all>");
		for (int i = 0; i < elements; i++) {
			document.append("<each number=\"")
				.append(i)
				.append("\" name=\"element ")
				.append(i)
				.append("\">text &amp; more")
				.append("</each>");
		}
		return document.append("</all>").toString();
	}

	/**
	 * Sums up how long all attributes are.
	 */
	static final class Lengths extends DefaultHandler {

		private long sum;

		@Override
		public void startElement(String uri, String local, String name, Attributes attributes) {
			for (int i = 0; i < attributes.getLength(); i++) {
				this.sum += attributes.getValue(i).length();
			}
		}

	}

}
