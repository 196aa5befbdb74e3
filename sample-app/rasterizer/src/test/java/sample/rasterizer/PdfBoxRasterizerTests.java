package sample.rasterizer;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PdfBoxRasterizer} on the documents that the desk ships.
 */
class PdfBoxRasterizerTests {

	private static final int INK = 0xFF1F2A44;

	private static final int ACCENT = 0xFFC8553D;

	private final PageRasterizer rasterizer = new PdfBoxRasterizer(DocumentLimits.DEFAULT);

	@Test
	void rasterizeWhenTextWithEmbeddedFontThenDrawn() throws Exception {
		byte[] brochure = document("brochure.pdf");
		assertThat(this.rasterizer.pageCount(brochure)).isEqualTo(3);
		BufferedImage first = draw(brochure, 0, 72);
		assertThat(first.getWidth()).isEqualTo(595);
		assertThat(first.getHeight()).isBetween(841, 842);
		assertThat(first.getRGB(10, 50)).as("banner").isEqualTo(INK);
		assertThat(first.getRGB(300, 103)).as("line below the banner").isEqualTo(ACCENT);
		assertThat(darkPixels(first, 64, 185, 460, 120)).as("ink of the text").isBetween(500, 20_000);
		assertThat(darkPixels(first, 64, 400, 460, 300)).as("below the text").isZero();
	}

	@Test
	void rasterizeWhenTableThenEveryOtherRowIsShaded() throws Exception {
		BufferedImage table = draw(document("brochure.pdf"), 1, 72);
		assertThat(table.getRGB(500, 180)).isEqualTo(0xFFECEFF5);
		assertThat(table.getRGB(500, 212)).isEqualTo(0xFFFFFFFF);
	}

	@Test
	void rasterizeWhenHigherResolutionThenLarger() throws Exception {
		PageImage page = this.rasterizer.rasterize(document("brochure.pdf"), 2, 144);
		assertThat(page.width()).isEqualTo(1190);
		assertThat(page.processId()).isEqualTo(ProcessHandle.current().pid());
	}

	@Test
	void rasterizeWhenVectorGraphicsThenManyColours() throws Exception {
		BufferedImage drawing = draw(document("drawing.pdf"), 0, 72);
		assertThat(drawing.getRGB(5, 5)).isEqualTo(0xFFFBF7F0);
		Set<Integer> colours = new HashSet<>();
		for (int x = 50; x < 545; x++) {
			colours.add(drawing.getRGB(x, 297));
		}
		assertThat(colours).hasSizeGreaterThan(20);
	}

	@Test
	void rasterizeWhenScanThenPaperAndInk() throws Exception {
		BufferedImage scan = draw(document("scan.pdf"), 0, 72);
		assertThat(scan.getRGB(2, 2) & 0xFF).as("paper").isBetween(0xD0, 0xFA);
		assertThat(darkPixels(scan, 60, 40, 470, 80)).as("banner").isGreaterThan(10_000);
	}

	@Test
	void rasterizeWhenDamagedThenSaysWhatToDo() throws Exception {
		byte[] damaged = document("damaged.pdf");
		assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> this.rasterizer.rasterize(damaged, 0, 72))
			.withMessageContaining("damaged")
			.withMessageContaining("another copy");
	}

	@Test
	void rasterizeWhenNoPdfThenSaysWhatToDo() {
		assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> this.rasterizer.pageCount(new byte[100]))
			.withMessageContaining("no PDF");
	}

	@Test
	void pageCountWhenBombThenRefusedBeforeItUnpacks() throws Exception {
		byte[] bomb = document("bomb.pdf");
		assertThat(bomb).hasSizeLessThan(1 << 20);
		assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> this.rasterizer.pageCount(bomb))
			.withMessageContaining("unpacks to more than 96 MiB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hostile.pdf", "endless.pdf" })
	void pageCountWhenHarmIsInTheDrawingThenNothingSeenOfIt(String name) throws Exception {
		byte[] document = document(name);
		assertThat(document).hasSizeLessThan(1 << 15);
		assertThat(this.rasterizer.pageCount(document)).isOne();
	}

	@Test
	void rasterizeWhenPageIsTooLargeThenRefusedBeforeItIsDrawn() throws Exception {
		byte[] brochure = document("brochure.pdf");
		assertThatExceptionOfType(DocumentException.class)
			.isThrownBy(() -> this.rasterizer.rasterize(brochure, 0, 100_000))
			.withMessageContaining("lower resolution");
	}

	@Test
	void rasterizeWhenNoSuchPageThenNamesThePages() throws Exception {
		byte[] brochure = document("brochure.pdf");
		assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> this.rasterizer.rasterize(brochure, 3, 72))
			.withMessageContaining("no page 4")
			.withMessageContaining("has 3");
	}

	private BufferedImage draw(byte[] pdf, int page, int dpi) throws Exception {
		return ImageIO.read(new ByteArrayInputStream(this.rasterizer.rasterize(pdf, page, dpi).png()));
	}

	private static int darkPixels(BufferedImage image, int left, int top, int width, int height) {
		int dark = 0;
		for (int x = left; x < left + width; x++) {
			for (int y = top; y < top + height; y++) {
				if ((image.getRGB(x, y) & 0xFF) < 0x90) {
					dark++;
				}
			}
		}
		return dark;
	}

	private static byte[] document(String name) throws IOException {
		return Files.readAllBytes(Path.of("../desk/documents", name));
	}

}
