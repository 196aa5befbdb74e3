package sample.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Page} and {@link Block}.
 */
@Timeout(10)
class PageTests {

	@TempDir
	private Path directory;

	@Test
	void blocksThenWithWhereTheyStand() throws IOException {
		Path page = Files.writeString(this.directory.resolve("page.md"), """
				# Title

				```
				mvn verify
				```

				## One

				<!-- fragment: a part of Two -->
				```java
				int two();
				```

				```java
				package pages;

				public final class Two {
				}
				```
				""");
		assertThat(Page.blocks(page))
			.containsExactly(new Block("page.md", 3, "Title", "", null, "mvn verify\n"),
					new Block("page.md", 10, "One", "java", "a part of Two", "int two();\n"),
					new Block("page.md", 14, "One", "java", null, "package pages;\n\npublic final class Two {\n}\n"))
			.extracting(Block::pasted)
			.containsExactly(false, false, true);
		assertThat(Page.blocks(page).get(2).file()).isEqualTo(Path.of("pages/Two.java"));
	}

}
