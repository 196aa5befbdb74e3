package sample.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import sample.cards.IndexCard;
import sample.cards.IndexCardException;
import sample.rasterizer.DocumentException;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Draws documents from the command line, one after the other. The person at the console
 * is a user of the desk like any other.
 */
@Component
@Profile("console")
class ConsoleDesk implements ApplicationRunner, ExitCodeGenerator {

	private final PageFiles pages;

	private final IndexCards cards;

	private final DeskProperties properties;

	private int exitCode;

	ConsoleDesk(PageFiles pages, IndexCards cards, DeskProperties properties) {
		this.pages = pages;
		this.cards = cards;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) throws IOException {
		SecurityContext console = SecurityContextHolder.createEmptyContext();
		console.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("console", null,
				AuthorityUtils.createAuthorityList("ROLE_DESK")));
		SecurityContextHolder.setContext(console);
		try {
			for (Path input : this.properties.input()) {
				documents(input).forEach(this::take);
			}
		}
		finally {
			SecurityContextHolder.clearContext();
		}
		if (Files.isDirectory(this.properties.output())) {
			System.out.println("The pages are in " + this.properties.output().toAbsolutePath().normalize());
		}
	}

	private static List<Path> documents(Path input) throws IOException {
		if (!Files.isDirectory(input)) {
			return List.of(input);
		}
		try (Stream<Path> files = Files.list(input)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private void take(Path document) {
		try {
			if (document.toString().endsWith(".yaml")) {
				show(document);
			}
			else {
				this.pages.draw(document);
			}
		}
		catch (NoSuchFileException ex) {
			fail(document, "There is no such file; check the path.");
		}
		catch (ComException ex) {
			fail(document, Explanation.of(ex));
		}
		catch (DocumentException | IndexCardException | IOException ex) {
			fail(document, ex.getMessage());
		}
	}

	private void show(Path document) throws IndexCardException, IOException {
		IndexCard card = this.cards.read(Files.readAllBytes(document));
		card.entries().forEach((name, value) -> System.out.println(name + ": " + value));
		System.out.printf("%s in process %d read %s with %s; the desk has %s%n", IndexCards.READER, card.processId(),
				document.getFileName(), card.library(), this.cards.ownLibrary());
	}

	private void fail(Path document, String problem) {
		System.err.println(document + " was not drawn. " + problem);
		this.exitCode = 1;
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
