package io.github.comspring;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A programmatic identifier (ProgID): a name for people, such as
 * {@code Desk.PageRasterizer.1}. Names are compared without regard to case and are not
 * unique by design; the registry says which class one leads to.
 *
 * @param value the name as it was written
 */
public record ProgId(String value) implements Comparable<ProgId> {

	private static final int MAX_LENGTH = 39;

	private static final Pattern SYNTAX = Pattern.compile("[A-Za-z][A-Za-z0-9.]*");

	private static final Pattern VERSION = Pattern.compile("\\.[0-9]+$");

	/**
	 * Checks the name.
	 * @throws ComException {@code E_INVALIDARG} if it is longer than 39 characters,
	 * starts with a digit or has punctuation other than full stops
	 */
	public ProgId {
		if (!isValid(value)) {
			throw new ComException(HResult.E_INVALIDARG, "'" + value + "' is not a ProgID: at most " + MAX_LENGTH
					+ " letters, digits and full stops, the first a letter");
		}
	}

	/**
	 * Tells whether a text can be a ProgID.
	 * @param text the text
	 * @return whether the constructor would accept it
	 */
	public static boolean isValid(@Nullable String text) {
		return text != null && text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
	}

	/**
	 * Returns the ProgID without its version, {@code Desk.PageRasterizer} for
	 * {@code Desk.PageRasterizer.1}.
	 * @return the version-independent ProgID; this one if it has no version
	 */
	public ProgId withoutVersion() {
		String shorter = VERSION.matcher(this.value).replaceFirst("");
		return shorter.equals(this.value) ? this : new ProgId(shorter);
	}

	@Override
	public int compareTo(ProgId other) {
		return this.value.compareToIgnoreCase(other.value);
	}

	@Override
	public boolean equals(Object obj) {
		return obj instanceof ProgId other && this.value.equalsIgnoreCase(other.value);
	}

	@Override
	public int hashCode() {
		return this.value.toLowerCase(Locale.ROOT).hashCode();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
