package sample.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import sample.rasterizer.DocumentException;
import sample.rasterizer.PageImage;
import sample.rasterizer.PageRasterizer;

/**
 * Draws one document from the command line: a PNG file for each page. The person at the
 * console is a user of the desk like any other.
 */
@Component
@Profile("console")
class ConsoleDesk implements ApplicationRunner, ExitCodeGenerator {

	private final Drawing drawing;

	private final DeskProperties properties;

	private int exitCode;

	ConsoleDesk(Drawing drawing, DeskProperties properties) {
		this.drawing = drawing;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) {
		SecurityContext console = SecurityContextHolder.createEmptyContext();
		console.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("console", null,
				AuthorityUtils.createAuthorityList("ROLE_DESK")));
		SecurityContextHolder.setContext(console);
		try {
			drawAll();
		}
		catch (NoSuchFileException ex) {
			fail("There is no such file; check the path.");
		}
		catch (DocumentException | ComException | IOException ex) {
			fail(ex.getMessage());
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private void fail(String problem) {
		System.err.println(this.properties.input() + " was not drawn. " + problem);
		this.exitCode = 1;
	}

	private void drawAll() throws DocumentException, IOException {
		byte[] pdf = Files.readAllBytes(this.properties.input());
		long start = System.nanoTime();
		try (ComPointer<PageRasterizer> rasterizer = this.drawing.rasterizer()) {
			int pages = rasterizer.get().pageCount(pdf);
			long processId = draw(rasterizer.get(), pdf, pages);
			System.out.printf("%s in process %d drew %d pages in %d ms%n", rasterizer.coClass(), processId, pages,
					(System.nanoTime() - start) / 1_000_000);
		}
		System.out.println("The pages are in " + this.properties.output().toAbsolutePath().normalize());
	}

	/**
	 * Draws all pages, or leaves none behind.
	 */
	private long draw(PageRasterizer rasterizer, byte[] pdf, int pages) throws DocumentException, IOException {
		Files.createDirectories(this.properties.output());
		List<Path> written = new ArrayList<>();
		long processId = 0;
		try {
			for (int page = 0; page < pages; page++) {
				PageImage image = rasterizer.rasterize(pdf, page, this.properties.dpi());
				Path file = this.properties.output().resolve("page-" + (page + 1) + ".png");
				written.add(file);
				Files.write(file, image.png());
				processId = image.processId();
				System.out.printf("Page %d of %d: %d by %d pixels%n", page + 1, pages, image.width(), image.height());
			}
			return processId;
		}
		catch (DocumentException | ComException | IOException ex) {
			for (Path file : written) {
				Files.deleteIfExists(file);
			}
			throw ex;
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
