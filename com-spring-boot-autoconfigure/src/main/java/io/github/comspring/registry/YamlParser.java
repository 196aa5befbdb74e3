package io.github.comspring.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.comspring.core.registry.RegistryKey;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a registry tree from the bytes of a YAML file. Only the nodes of the document are
 * composed, no object is ever constructed from them. Safe from any thread.
 */
final class YamlParser {

	/** Enough for a hundred thousand classes, in characters. */
	private static final int MAX_LENGTH = 64 * 1024 * 1024;

	private static final int MAX_DEPTH = 50;

	private static final Resolver RESOLVER = new RegistryResolver();

	/**
	 * Reads a tree.
	 * @param bytes the document in UTF-8
	 * @return the tree, empty for an empty document
	 * @throws YamlFormatException if the bytes are no such document, and nothing else for
	 * any bytes
	 */
	RegistryKey parse(byte[] bytes) throws YamlFormatException {
		Node node = compose(decode(bytes));
		return (node != null) ? new NodeReader().root(node) : RegistryKey.EMPTY;
	}

	private static String decode(byte[] bytes) throws YamlFormatException {
		if (bytes.length > MAX_LENGTH) {
			throw new YamlFormatException(0, "longer than " + MAX_LENGTH + " bytes");
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new YamlFormatException(0, "not in UTF-8");
		}
	}

	private static @Nullable Node compose(String text) throws YamlFormatException {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(MAX_LENGTH);
		options.setNestingDepthLimit(MAX_DEPTH);
		// Composing does not copy what an alias stands for, and the first one is refused
		options.setMaxAliasesForCollections(Integer.MAX_VALUE);
		try {
			return new Composer(new ParserImpl(new StreamReader(text), options), RESOLVER, options).getSingleNode();
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 0;
			throw new YamlFormatException(line, firstLine(ex.getProblem()));
		}
		catch (ReaderException ex) {
			throw new YamlFormatException(lineOf(text, ex.getPosition()), "a character that YAML does not allow");
		}
		catch (RuntimeException ex) {
			// A fault of the YAML library itself must not hide the other files
			throw new YamlFormatException(0, "no YAML document, " + firstLine(ex.getMessage()));
		}
	}

	private static String firstLine(@Nullable String problem) {
		return (problem != null) ? problem.lines().findFirst().orElse("") : "for no known reason";
	}

	private static int lineOf(String text, int position) {
		int end = Math.min(position, text.length());
		return 1 + (int) text.substring(0, end).chars().filter((character) -> character == '\n').count();
	}

}
