package io.github.comspring.core.licensing;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Named values that the vendor signed, and their text: the format, then
 * {@code name=value} for each, then the signature of all before it. A name may occur
 * several times.
 *
 * @param format what the text is, and how
 * @param fields the named values in order
 */
record SignedText(Format format, List<Field> fields) {

	private static final String SIGNATURE = "signature=";

	/**
	 * Starts a text.
	 * @param format what it is
	 */
	SignedText(Format format) {
		this(format, List.of());
	}

	/**
	 * Adds values.
	 * @param name the name of each
	 * @param values the values, possibly none
	 * @return the longer text
	 * @throws ComException {@code E_INVALIDARG} if a value could be taken for something
	 * else in the text
	 */
	SignedText with(String name, Stream<?> values) {
		List<Field> longer = new ArrayList<>(this.fields);
		values.map(String::valueOf).forEach((value) -> {
			if (value.contains(this.format.separator) || value.chars().anyMatch(Character::isISOControl)) {
				throw new ComException(HResult.E_INVALIDARG, "The " + name + " '" + value
						+ "' has characters that may not stand in a text of the format " + this.format.header);
			}
			longer.add(new Field(name, value));
		});
		return new SignedText(this.format, List.copyOf(longer));
	}

	/**
	 * Writes and signs the text.
	 * @param key the vendor's private key
	 * @return the text, without a separator at its end
	 */
	String sign(PrivateKey key) {
		StringBuilder text = new StringBuilder(this.format.header);
		for (Field field : this.fields) {
			text.append(this.format.separator).append(field.name).append('=').append(field.value);
		}
		String signature = Ed25519.sign(key, text.toString());
		return text.append(this.format.separator).append(SIGNATURE).append(signature).toString();
	}

	/**
	 * Checks and reads a text.
	 * @param format what it should be
	 * @param text the text, anything
	 * @param key the vendor's public key
	 * @return the values
	 * @throws SignatureException if the vendor did not sign exactly this text, saying
	 * what is the matter with it
	 */
	static SignedText verify(Format format, String text, PublicKey key) throws SignatureException {
		int end = text.lastIndexOf(format.separator + SIGNATURE);
		String signed = text.substring(0, Math.max(0, end));
		String[] parts = signed.split(format.separator, -1);
		if (!parts[0].equals(format.header)) {
			throw new SignatureException("is not of the format " + format.header);
		}
		if (!Ed25519.verify(key, signed, text.substring(end + format.separator.length() + SIGNATURE.length()))) {
			throw new SignatureException("is not signed by the vendor, or was changed afterwards");
		}
		List<Field> fields = new ArrayList<>();
		for (String part : List.of(parts).subList(1, parts.length)) {
			String[] field = part.split("=", 2);
			fields.add(new Field(field[0], (field.length == 2) ? field[1] : ""));
		}
		return new SignedText(format, List.copyOf(fields));
	}

	/**
	 * Returns all values of a name.
	 * @param name the name
	 * @return the values in order
	 */
	Stream<String> all(String name) {
		return this.fields.stream().filter((field) -> field.name.equals(name)).map(Field::value);
	}

	/**
	 * Returns the first value of a name.
	 * @param name the name
	 * @return the value, if there is one
	 */
	Optional<String> first(String name) {
		return all(name).findFirst();
	}

	/**
	 * A named value.
	 *
	 * @param name the name
	 * @param value the value
	 */
	record Field(String name, String value) {
	}

	/**
	 * What a signed text is. The header is a part of what is signed, so that one kind
	 * never passes for another.
	 */
	enum Format {

		/** A file of lines. */
		MACHINE_LICENSE("comspring-license-1", "\n"),

		/** A string on one line. */
		RUNTIME_KEY("comspring-key-1", ";");

		private final String header;

		private final String separator;

		Format(String header, String separator) {
			this.header = header;
			this.separator = separator;
		}

	}

}
