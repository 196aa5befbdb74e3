package sample.rasterizer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Makes the documents that the desk ships. They are made once and committed; run this to
 * make them anew, with the directory as its argument.
 */
final class SampleDocuments {

	private static final Color INK = new Color(0x1F2A44);

	private static final Color ACCENT = new Color(0xC8553D);

	private static final float MARGIN = 64;

	private SampleDocuments() {
	}

	public static void main(String[] args) throws IOException {
		Path directory = Path.of(args[0]);
		Files.createDirectories(directory);
		byte[] brochure = brochure();
		Files.write(directory.resolve("brochure.pdf"), brochure);
		Files.write(directory.resolve("drawing.pdf"), drawing());
		Files.write(directory.resolve("scan.pdf"), scan(brochure));
		Files.write(directory.resolve("damaged.pdf"), Arrays.copyOf(brochure, brochure.length / 3));
		Files.write(directory.resolve("bomb.pdf"), HostileDocuments.bomb());
		Files.write(directory.resolve("hostile.pdf"), HostileDocuments.hungry());
		Files.write(directory.resolve("endless.pdf"), HostileDocuments.endless());
	}

	/**
	 * Text with an embedded font, headings and a table.
	 */
	static byte[] brochure() throws IOException {
		try (PDDocument document = new PDDocument()) {
			PDFont font = font(document);
			page(document, font, "A desk that does not fall over",
					List.of("Most documents are harmless. One in ten thousand is not: it was cut off on its way,",
							"or it was made to bring down whoever opens it.", "",
							"The desk draws pages with a library that it does not trust. The library is asked for by",
							"name, and where it runs is a line of configuration."));
			table(document, font);
			page(document, font, "What to do next", List.of("Upload a document of your own and see its pages appear.",
					"Then upload the damaged one, and the hostile one.", "The other documents do not notice."));
			return bytes(document);
		}
	}

	private static void page(PDDocument document, PDFont font, String heading, List<String> lines) throws IOException {
		PDPage page = new PDPage(PDRectangle.A4);
		document.addPage(page);
		try (PDPageContentStream content = new PDPageContentStream(document, page)) {
			banner(content, font, heading);
			float y = 640;
			content.setNonStrokingColor(INK);
			for (String line : lines) {
				text(content, font, 12, MARGIN, y, line);
				y -= 20;
			}
		}
	}

	private static void banner(PDPageContentStream content, PDFont font, String heading) throws IOException {
		content.setNonStrokingColor(INK);
		content.addRect(0, 742, 595, 100);
		content.fill();
		content.setNonStrokingColor(ACCENT);
		content.addRect(0, 736, 595, 6);
		content.fill();
		content.setNonStrokingColor(Color.WHITE);
		text(content, font, 26, MARGIN, 780, heading);
	}

	private static void table(PDDocument document, PDFont font) throws IOException {
		PDPage page = new PDPage(PDRectangle.A4);
		document.addPage(page);
		String[][] rows = { { "Document", "Pages", "What it shows" }, { "brochure.pdf", "3", "text, embedded font" },
				{ "drawing.pdf", "1", "curves and colours" }, { "scan.pdf", "1", "a scanned image" },
				{ "damaged.pdf", "-", "cut off on its way" }, { "bomb.pdf", "-", "small, unpacks to gigabytes" },
				{ "hostile.pdf", "-", "takes all memory" }, { "endless.pdf", "-", "takes forever" } };
		try (PDPageContentStream content = new PDPageContentStream(document, page)) {
			banner(content, font, "What is on the desk");
			for (int row = 0; row < rows.length; row++) {
				float y = 660 - row * 30;
				content.setNonStrokingColor((row % 2 == 0) ? new Color(0xECEFF5) : Color.WHITE);
				content.addRect(MARGIN, y - 9, 595 - 2 * MARGIN, 30);
				content.fill();
				content.setNonStrokingColor((row == 0) ? ACCENT : INK);
				text(content, font, 12, MARGIN + 10, y, rows[row][0]);
				text(content, font, 12, MARGIN + 190, y, rows[row][1]);
				text(content, font, 12, MARGIN + 250, y, rows[row][2]);
			}
		}
	}

	/**
	 * Vector graphics: petals of curves in many colours.
	 */
	static byte[] drawing() throws IOException {
		try (PDDocument document = new PDDocument()) {
			PDPage page = new PDPage(new PDRectangle(595, 595));
			document.addPage(page);
			try (PDPageContentStream content = new PDPageContentStream(document, page)) {
				content.setNonStrokingColor(new Color(0xFBF7F0));
				content.addRect(0, 0, 595, 595);
				content.fill();
				for (int i = 0; i < 36; i++) {
					petal(content, Math.toRadians(i * 10), Color.getHSBColor(i / 36f, 0.55f, 0.85f));
				}
			}
			return bytes(document);
		}
	}

	private static void petal(PDPageContentStream content, double angle, Color color) throws IOException {
		content.setStrokingColor(color);
		content.setLineWidth(3);
		content.moveTo(297, 297);
		content.curveTo(x(angle - 0.6, 160), y(angle - 0.6, 160), x(angle - 0.2, 260), y(angle - 0.2, 260),
				x(angle, 250), y(angle, 250));
		content.curveTo(x(angle + 0.2, 260), y(angle + 0.2, 260), x(angle + 0.6, 160), y(angle + 0.6, 160), 297, 297);
		content.stroke();
	}

	private static float x(double angle, double radius) {
		return (float) (297 + radius * Math.cos(angle));
	}

	private static float y(double angle, double radius) {
		return (float) (297 + radius * Math.sin(angle));
	}

	/**
	 * A scanned page: the picture of a printed one, a little askew, with specks of dust.
	 */
	static byte[] scan(byte[] printed) throws IOException {
		try (PDDocument source = Loader.loadPDF(printed); PDDocument document = new PDDocument()) {
			BufferedImage paper = new BufferedImage(1240, 1754, BufferedImage.TYPE_BYTE_GRAY);
			Graphics2D graphics = paper.createGraphics();
			graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
			graphics.setColor(new Color(0xE8E8E8));
			graphics.fillRect(0, 0, 1240, 1754);
			graphics.rotate(Math.toRadians(0.8), 620, 877);
			graphics.drawImage(new PDFRenderer(source).renderImageWithDPI(1, 140), 40, 60, null);
			dust(graphics);
			graphics.dispose();
			PDPage page = new PDPage(PDRectangle.A4);
			document.addPage(page);
			try (PDPageContentStream content = new PDPageContentStream(document, page)) {
				content.drawImage(LosslessFactory.createFromImage(document, paper), 0, 0, 595, 842);
			}
			return bytes(document);
		}
	}

	private static void dust(Graphics2D graphics) {
		Random random = new Random(7);
		graphics.setColor(Color.GRAY);
		graphics.setStroke(new BasicStroke(2));
		graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
		for (int i = 0; i < 120; i++) {
			graphics.fillOval(random.nextInt(1240), random.nextInt(1754), 3, 3);
		}
	}

	private static void text(PDPageContentStream content, PDFont font, float size, float x, float y, String line)
			throws IOException {
		content.beginText();
		content.setFont(font, size);
		content.newLineAtOffset(x, y);
		content.showText(line);
		content.endText();
	}

	/**
	 * Embeds Liberation Sans, which comes with PDFBox under the SIL Open Font License.
	 */
	private static PDFont font(PDDocument document) throws IOException {
		try (InputStream font = PDDocument.class
			.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
			return PDType0Font.load(document, font, true);
		}
	}

	static byte[] bytes(PDDocument document) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		document.save(bytes);
		return bytes.toByteArray();
	}

}
