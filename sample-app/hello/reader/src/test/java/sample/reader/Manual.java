package sample.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The README and the pages of the manual, and which of their blocks were pasted.
 */
class Manual {

	/** The top of the project, seen from this module. */
	static final Path PROJECT = Path.of("../../..");

	private final List<Block> blocks = new ArrayList<>();

	private final Set<Block> taken = new LinkedHashSet<>();

	Manual() {
		try {
			this.blocks.addAll(Page.blocks(PROJECT.resolve("README.md")));
			Path pages = PROJECT.resolve("com-spring-boot-starter/docs");
			if (Files.isDirectory(pages)) {
				try (Stream<Path> files = Files.list(pages)) {
					for (Path page : files.filter((file) -> file.toString().endsWith(".md")).sorted().toList()) {
						this.blocks.addAll(Page.blocks(page));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<Block> blocks() {
		return this.blocks;
	}

	/**
	 * Returns the blocks that a reader would paste and nobody did.
	 * @return the blocks, in the order of the pages
	 */
	List<Block> left() {
		return this.blocks.stream().filter(Block::pasted).filter((block) -> !this.taken.contains(block)).toList();
	}

	/**
	 * Takes the Java file that declares a type.
	 * @param type the qualified name
	 * @return the only such block
	 */
	Block java(String type) {
		return only("java file " + type, (block) -> block.language().equals("java") && block.type().equals(type));
	}

	/**
	 * Takes a block of XML or YAML.
	 * @param language the language
	 * @param text something that this block has and no other
	 * @return the only such block
	 */
	Block with(String language, String text) {
		return only(language + " with " + text,
				(block) -> block.language().equals(language) && block.text().contains(text));
	}

	private Block only(String description, Predicate<Block> condition) {
		List<Block> found = this.blocks.stream().filter(Block::pasted).filter(condition).toList();
		if (found.size() != 1) {
			throw new IllegalStateException("One block was expected to be " + description + ", but there are " + found);
		}
		this.taken.add(found.get(0));
		return found.get(0);
	}

}
