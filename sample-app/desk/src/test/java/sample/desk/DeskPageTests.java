package sample.desk;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for the desk's page, in a real browser: Debian's {@code chromium} with
 * {@code chromium-driver}. Continuous integration must have them; elsewhere the tests are
 * skipped without.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "comspring.modules.path=target/modules")
class DeskPageTests {

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	@LocalServerPort
	private int port;

	@TempDir
	private Path profile;

	private ChromeDriver browser;

	@BeforeEach
	void open() {
		boolean installed = CHROMIUM.canExecute() && DRIVER.canExecute();
		if (!installed && System.getenv("CI") == null) {
			System.err.println("=== SKIPPED: the page is not tested, install chromium and chromium-driver ===");
		}
		assumeTrue(installed || System.getenv("CI") != null, "chromium and chromium-driver are not installed");
		ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM);
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--window-size=1100,1000", "--user-data-dir=" + this.profile);
		this.browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(),
				options);
	}

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.quit();
		}
	}

	@Test
	void uploadWhenClerkThenThumbnailsAppearBesideTheProblemsOfOthers() throws Exception {
		signIn("clerk");
		upload("damaged.pdf", "brochure.pdf", "brochure.yaml", "scan.pdf");
		await("article.done", 3);
		await("article.failed", 1);
		List<WebElement> thumbnails = this.browser.findElements(By.cssSelector("figure img"));
		assertThat(thumbnails).hasSize(4).allSatisfy((image) -> assertThat(widthOf(image)).isBetween(400L, 600L));
		assertThat(this.browser.findElements(By.tagName("figcaption")))
			.allSatisfy((caption) -> assertThat(caption.getText()).contains("drawn by process ")
				.doesNotContain("process " + ProcessHandle.current().pid()));
		assertThat(this.browser.findElement(By.tagName("dl")).getText()).contains("drawer").contains("B 12");
		assertThat(this.browser.findElements(By.cssSelector(".done .status"))).anySatisfy(
				(status) -> assertThat(status.getText()).contains("with SnakeYAML 1.33; the desk has SnakeYAML 2."));
		assertThat(statusOf("failed")).contains("damaged").contains("another copy");
		Files.write(Path.of("target/desk-page.png"), this.browser.getScreenshotAs(OutputType.BYTES));
	}

	@Test
	void uploadWhenHostileThenOthersAreDrawnAndTheNextOneByANewProcess() throws Exception {
		signIn("clerk");
		upload("hostile.pdf", "brochure.pdf", "scan.pdf");
		await("article.done", 2);
		await("article.failed", 1);
		assertThat(this.browser.findElements(By.cssSelector("figure img"))).hasSize(4);
		Matcher ended = Pattern
			.compile("more memory .* Process (\\d+) exited with code 3; .*OutOfMemoryError.*another copy")
			.matcher(statusOf("failed"));
		assertThat(ended.find()).as(statusOf("failed")).isTrue();
		Files.write(Path.of("target/desk-page-hostile.png"), this.browser.getScreenshotAs(OutputType.BYTES));
		upload("drawing.pdf");
		await("article.done", 3);
		assertThat(this.browser.findElement(By.tagName("figcaption")).getText()).contains("drawn by process ")
			.doesNotContain("process " + ended.group(1) + " ");
		assertThat(ProcessHandle.of(Long.parseLong(ended.group(1)))).isEmpty();
	}

	@Test
	void uploadWhenGuestThenPageSaysWhoMayNot() {
		signIn("guest");
		upload("brochure.pdf");
		await("article.failed", 1);
		assertThat(statusOf("failed")).contains("E_ACCESSDENIED").contains("guest").contains("Desk.PageRasterizer.1");
	}

	private void signIn(String user) {
		this.browser.get("http://127.0.0.1:" + this.port + "/");
		this.browser.findElement(By.name("username")).sendKeys(user);
		this.browser.findElement(By.name("password")).sendKeys("desk");
		this.browser.findElement(By.cssSelector("button[type=submit]")).click();
		await("#upload", 1);
	}

	private void upload(String... names) {
		String files = String.join("\n",
				List.of(names).stream().map((name) -> Path.of("documents", name).toAbsolutePath().toString()).toList());
		this.browser.findElement(By.id("files")).sendKeys(files);
	}

	private void await(String selector, int count) {
		new WebDriverWait(this.browser, Duration.ofMinutes(2))
			.until((driver) -> driver.findElements(By.cssSelector(selector)).size() == count);
	}

	private String statusOf(String outcome) {
		return this.browser.findElement(By.cssSelector("article." + outcome + " .status")).getText();
	}

	private long widthOf(WebElement image) {
		return (Long) ((JavascriptExecutor) this.browser).executeScript("return arguments[0].naturalWidth", image);
	}

}
