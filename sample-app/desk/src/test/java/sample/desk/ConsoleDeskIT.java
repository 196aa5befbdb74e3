package sample.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the packaged desk from the command line.
 */
class ConsoleDeskIT {

	private static final String CONTEXT = "--comspring.classes[Desk.PageRasterizer.1].context=";

	@TempDir
	private Path directory;

	@Test
	void runWhenRealDocumentThenDrawnInASurrogateThatEndsWithTheDesk() throws Exception {
		Path pages = this.directory.resolve("pages");
		Run run = run("brochure.pdf", pages, "--desk.dpi=72");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Page 1 of 3").contains("Page 3 of 3").contains("The pages are in " + pages);
		for (int page = 1; page <= 3; page++) {
			assertThat(ImageIO.read(pages.resolve("brochure-page-" + page + ".png").toFile()).getWidth())
				.isEqualTo(595);
		}
		assertThat(run.drawnBy("brochure.pdf")).isNotEqualTo(run.processId())
			.satisfies((surrogate) -> assertThat(ProcessHandle.of(surrogate)).isEmpty());
		assertThat(this.directory.resolve("caches/comspring")).isNotEmptyDirectory();
	}

	@Test
	void runWhenInProcessThenDrawnByTheDesk() throws Exception {
		Run run = run("brochure.pdf", this.directory.resolve("pages"), "--desk.dpi=72", CONTEXT + "in-process");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.drawnBy("brochure.pdf")).isEqualTo(run.processId());
	}

	@Test
	void runWhenLocalServerThenDrawnInAnotherProcessThatEndsWithTheDesk() throws Exception {
		Run run = run("brochure.pdf", this.directory.resolve("pages"), "--desk.dpi=72", "--desk.servers=target/servers",
				CONTEXT + "local-server");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.drawnBy("brochure.pdf")).isNotEqualTo(run.processId())
			.satisfies((server) -> assertThat(ProcessHandle.of(server)).isEmpty());
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
	void runWhenBombInProcessThenErrorInASmallHeap() throws Exception {
		Run run = run("bomb.pdf", this.directory.resolve("pages"), CONTEXT + "in-process");
		assertThat(run.exitCode()).isOne();
		assertThat(run.output()).contains("bomb.pdf was not drawn").contains("unpacks to more than");
	}

	@Test
	void runWhenHostileInARowThenNextDocumentIsDrawnByANewProcess() throws Exception {
		Path pages = this.directory.resolve("pages");
		Run run = run("brochure.pdf,documents/hostile.pdf,documents/hostile.pdf,documents/hostile.pdf"
				+ ",documents/drawing.pdf", pages, "--desk.dpi=72");
		assertThat(run.exitCode()).as(run.output()).isOne();
		assertThat(Pattern.compile("hostile.pdf was not drawn. .* Process \\d+ exited with code 3; .*OutOfMemoryError")
			.matcher(run.output())
			.results()).as(run.output()).hasSize(3);
		assertThat(run.drawnBy("drawing.pdf")).isNotEqualTo(run.drawnBy("brochure.pdf"));
		assertThat(pages).isDirectoryContaining("glob:**/drawing-page-1.png")
			.isDirectoryNotContaining("glob:**/hostile*");
	}

	@Test
	void runWhenEndlessThenGivenUpAndNextDocumentIsDrawn() throws Exception {
		Run run = run("endless.pdf,documents/drawing.pdf", this.directory.resolve("pages"), "--desk.dpi=72",
				"--comspring.applications.desk.call-timeout=15s");
		assertThat(run.exitCode()).as(run.output()).isOne();
		assertThat(run.output()).contains("endless.pdf was not drawn").contains("longer than the desk allows");
		assertThat(run.drawnBy("drawing.pdf")).isPositive();
	}

	@Test
	void runWhenIndexCardThenBothVersionsOfTheLibrary() throws Exception {
		Run run = run("brochure.yaml", this.directory.resolve("pages"));
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("drawer: B 12")
			.containsPattern("read brochure.yaml with SnakeYAML 1.33; the desk has SnakeYAML 2\\.");
	}

	@Test
	void runWhenIndexCardInProcessThenBothVersionsInOneProcess() throws Exception {
		Run run = run("brochure.yaml", this.directory.resolve("pages"),
				"--comspring.classes[Desk.IndexCardReader.1].context=in-process");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains(
				"in process " + run.processId() + " read brochure.yaml with SnakeYAML 1.33; the desk has SnakeYAML 2.");
	}

	@Test
	void jarThenHasTheInterfacesOfTheModulesAndNotTheirLibraries() throws Exception {
		try (JarFile desk = new JarFile("target/desk.jar")) {
			assertThat(desk.stream().map(JarEntry::getName)).anyMatch((name) -> name.contains("lib/rasterizer"))
				.anyMatch((name) -> name.contains("lib/index-cards"))
				.anyMatch((name) -> name.contains("lib/snakeyaml-2"))
				.noneMatch((name) -> name.contains("pdfbox") || name.contains("snakeyaml-1"));
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

		long drawnBy(String document) {
			Matcher drawn = Pattern.compile("in process (\\d+) drew \\d+ pages? of " + document).matcher(this.output);
			assertThat(drawn.find()).as(this.output).isTrue();
			return Long.parseLong(drawn.group(1));
		}

	}

}
