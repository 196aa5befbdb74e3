package sample.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the packaged desk from the command line.
 */
class ConsoleDeskIT {

	@TempDir
	private Path directory;

	@Test
	void runWhenRealDocumentThenPagesAndReport() throws Exception {
		Path pages = this.directory.resolve("pages");
		Run run = run("brochure.pdf", pages, "--desk.dpi=72");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Page 1 of 3")
			.contains("Page 3 of 3")
			.contains("Desk.PageRasterizer.1 {0E6C2A4B-7D1F-4B43-9C55-6A5B8B1F7D21} in process " + run.processId())
			.contains("The pages are in " + pages);
		for (int page = 1; page <= 3; page++) {
			assertThat(ImageIO.read(pages.resolve("page-" + page + ".png").toFile()).getWidth()).isEqualTo(595);
		}
	}

	@Test
	void runWhenLocalServerThenDrawnInAnotherProcessThatEndsWithTheDesk() throws Exception {
		Run run = run("brochure.pdf", this.directory.resolve("pages"), "--desk.dpi=72", "--desk.servers=target/servers",
				"--comspring.classes[Desk.PageRasterizer.1].context=local-server");
		assertThat(run.exitCode()).as(run.output()).isZero();
		Matcher server = Pattern.compile("in process (\\d+) drew 3 pages").matcher(run.output());
		assertThat(server.find()).as(run.output()).isTrue();
		long processId = Long.parseLong(server.group(1));
		assertThat(processId).isNotEqualTo(run.processId());
		assertThat(ProcessHandle.of(processId)).isEmpty();
	}

	@Test
	void runWhenSurrogateThenDrawnInAnotherProcessThatEndsWithTheDesk() throws Exception {
		Run run = run("brochure.pdf", this.directory.resolve("pages"), "--desk.dpi=72",
				"--comspring.classes[Desk.PageRasterizer.1].context=surrogate");
		assertThat(run.exitCode()).as(run.output()).isZero();
		Matcher surrogate = Pattern.compile("in process (\\d+) drew 3 pages").matcher(run.output());
		assertThat(surrogate.find()).as(run.output()).isTrue();
		long processId = Long.parseLong(surrogate.group(1));
		assertThat(processId).isNotEqualTo(run.processId());
		assertThat(ProcessHandle.of(processId)).isEmpty();
		assertThat(this.directory.resolve("caches/comspring")).isNotEmptyDirectory();
	}

	@Test
	void runWhenDamagedThenErrorAndNothingLeft() throws Exception {
		Path pages = this.directory.resolve("pages");
		Run run = run("damaged.pdf", pages);
		assertThat(run.exitCode()).isOne();
		assertThat(run.output()).contains("damaged.pdf was not drawn").contains("another copy");
		assertThat(pages).doesNotExist();
	}

	@Test
	void runWhenHostileThenErrorInASmallHeap() throws Exception {
		Run run = run("hostile.pdf", this.directory.resolve("pages"));
		assertThat(run.exitCode()).isOne();
		assertThat(run.output()).contains("hostile.pdf was not drawn").contains("unpacks to more than");
	}

	@Test
	void jarThenHasTheInterfacesOfTheRasterizerAndNoPdfLibrary() throws Exception {
		try (JarFile desk = new JarFile("target/desk.jar")) {
			assertThat(desk.stream().map(JarEntry::getName)).anyMatch((name) -> name.contains("lib/rasterizer"))
				.noneMatch((name) -> name.contains("pdfbox"));
		}
	}

	private Run run(String document, Path pages, String... more) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-jar",
						"target/desk.jar", "--desk.input=documents/" + document, "--desk.output=" + pages));
		command.addAll(Arrays.asList(more));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("XDG_CACHE_HOME", this.directory.resolve("caches").toString());
		Process process = builder.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Run(process.pid(), process.waitFor(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private record Run(long processId, int exitCode, String output) {
	}

}
