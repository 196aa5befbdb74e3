package io.github.comspring.registry;

import java.util.Base64;
import java.util.regex.Pattern;

import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns a YAML scalar into a registry value. An integer is a number, anything else
 * without a tag is text as it is written, so that {@code yes} and {@code 1.5} need no
 * quotes.
 */
final class ScalarReader {

	/** The tag of text with environment variables. */
	static final Tag EXPAND = new Tag("!expand");

	private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,9})|0x[0-9a-fA-F]{1,8}");

	private static final long MAX_NUMBER = 0xFFFF_FFFFL;

	private ScalarReader() {
	}

	/**
	 * Reads a value.
	 * @param scalar the scalar
	 * @return the value
	 * @throws YamlFormatException if the scalar is none of the types of a registry
	 */
	static RegistryValue value(ScalarNode scalar) throws YamlFormatException {
		Tag tag = scalar.getTag();
		if (tag.equals(Tag.INT)) {
			return number(scalar);
		}
		if (tag.equals(EXPAND)) {
			return new ExpandSz(scalar.getValue());
		}
		if (tag.equals(Tag.BINARY)) {
			return binary(scalar);
		}
		return new Sz(text(scalar));
	}

	/**
	 * Reads a text.
	 * @param scalar the scalar
	 * @return the text as it is written
	 * @throws YamlFormatException if the scalar is empty without quotes or has a tag
	 */
	static String text(ScalarNode scalar) throws YamlFormatException {
		Tag tag = scalar.getTag();
		if (tag.equals(Tag.NULL)) {
			throw problem(scalar, "nothing where a value belongs; write '' for an empty text, {} for an empty key");
		}
		if (tag.equals(EXPAND) || tag.equals(Tag.BINARY) || !tag.startsWith(Tag.PREFIX)) {
			throw problem(scalar, "the tag " + tag.getValue() + " has no meaning here");
		}
		return scalar.getValue();
	}

	private static Dword number(ScalarNode scalar) throws YamlFormatException {
		String text = scalar.getValue();
		if (NUMBER.matcher(text).matches()) {
			long number = Long.decode(text);
			if (number >= Integer.MIN_VALUE && number <= MAX_NUMBER) {
				return new Dword((int) number);
			}
		}
		throw problem(scalar, "'" + text + "' is no 32-bit number; put it in quotes if it is text");
	}

	private static Binary binary(ScalarNode scalar) throws YamlFormatException {
		try {
			return new Binary(Base64.getDecoder().decode(scalar.getValue().replaceAll("\\s", "")));
		}
		catch (IllegalArgumentException ex) {
			throw problem(scalar, "not in Base64");
		}
	}

	private static YamlFormatException problem(ScalarNode scalar, String problem) {
		return new YamlFormatException(scalar.getStartMark().getLine() + 1, problem);
	}

}
