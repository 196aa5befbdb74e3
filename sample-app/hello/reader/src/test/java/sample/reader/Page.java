package sample.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of a page.
 */
class Page {

	private static final Pattern FENCE = Pattern.compile("```(\\w*)");

	private static final Pattern HEADING = Pattern.compile("#+ (.*)");

	private static final Pattern FRAGMENT = Pattern.compile("<!-- fragment: (.+) -->");

	private final String name;

	private final List<Block> blocks = new ArrayList<>();

	private final List<String> text = new ArrayList<>();

	private String heading = "";

	private @Nullable String fragment;

	private @Nullable String language;

	private int start;

	private Page(String name) {
		this.name = name;
	}

	static List<Block> blocks(Path file) throws IOException {
		Page page = new Page(file.getFileName().toString());
		List<String> lines = Files.readAllLines(file);
		for (int i = 0; i < lines.size(); i++) {
			page.read(i + 1, lines.get(i));
		}
		if (page.language != null) {
			throw new IllegalArgumentException(file + ":" + page.start + ": the block does not end");
		}
		return page.blocks;
	}

	private void read(int number, String line) {
		if (this.language != null) {
			readInside(line);
			return;
		}
		Matcher fence = FENCE.matcher(line);
		Matcher title = HEADING.matcher(line);
		Matcher mark = FRAGMENT.matcher(line);
		if (fence.matches()) {
			this.language = fence.group(1);
			this.start = number;
		}
		else if (title.matches()) {
			this.heading = title.group(1);
		}
		else if (!line.isBlank()) {
			this.fragment = mark.matches() ? mark.group(1) : null;
		}
	}

	private void readInside(String line) {
		if (!line.equals("```")) {
			this.text.add(line);
			return;
		}
		String content = String.join("\n", this.text) + "\n";
		this.blocks.add(new Block(this.name, this.start, this.heading, this.language, this.fragment, content));
		this.text.clear();
		this.language = null;
		this.fragment = null;
	}

}
