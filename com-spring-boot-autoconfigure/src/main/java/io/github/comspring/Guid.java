package io.github.comspring;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A 128-bit globally unique identifier. Equality is by the bits; the text is a rendering.
 * The natural order is the order of the text, so that a block of consecutive identifiers
 * stays together in a sorted map.
 *
 * @param mostSigBits the first three fields (Data1, Data2, Data3)
 * @param leastSigBits the last field (Data4)
 */
public record Guid(long mostSigBits, long leastSigBits) implements Comparable<Guid> {

	/** The null GUID, all zeros. */
	public static final Guid NULL = new Guid(0, 0);

	/** The number of characters of the canonical text, braces included. */
	static final int TEXT_LENGTH = 38;

	/** The canonical text, with a zero for each digit. */
	private static final String FORM = "{00000000-0000-0000-0000-000000000000}";

	private static final long DATA1_UNIT = 1L << 32;

	/**
	 * Creates a fresh identifier ({@code CoCreateGuid}). Safe from any thread.
	 * @return an identifier that nobody has seen before
	 */
	public static Guid random() {
		return of(UUID.randomUUID());
	}

	/**
	 * Creates a block of identifiers that differ in their first field only, which grows
	 * by one from each to the next ({@code uuidgen -n}). The tail of each block is
	 * random, so that two blocks never overlap.
	 * @param count how many, at least one
	 * @return the identifiers, in order
	 * @throws ComException {@code E_INVALIDARG} if {@code count} is not positive
	 */
	public static List<Guid> block(int count) {
		if (count <= 0) {
			throw new ComException(HResult.E_INVALIDARG, "A block of " + count + " GUIDs was asked for");
		}
		Guid tail = random();
		// The first field starts low enough to grow by count without wrapping around
		long first = Integer.toUnsignedLong(new SecureRandom().nextInt()) % (0x1_0000_0000L - count);
		long base = (tail.mostSigBits & (DATA1_UNIT - 1)) | (first << 32);
		List<Guid> guids = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			guids.add(new Guid(base + i * DATA1_UNIT, tail.leastSigBits));
		}
		return List.copyOf(guids);
	}

	/**
	 * Returns the GUID with the bits of a {@link UUID}.
	 * @param uuid the UUID
	 * @return the GUID
	 */
	public static Guid of(UUID uuid) {
		Arguments.required(uuid, "The UUID");
		return new Guid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
	}

	/**
	 * Parses the text of a GUID, with or without its braces, in upper or lower case.
	 * @param text the text
	 * @return the GUID
	 * @throws ComException {@code CO_E_CLASSSTRING} if the text is not a GUID
	 */
	public static Guid parse(String text) {
		Arguments.required(text, "The text of a GUID");
		String braced = text.startsWith("{") ? text : "{" + text + "}";
		if (!isCanonical(braced)) {
			throw new ComException(HResult.CO_E_CLASSSTRING, "'" + text + "' is not a GUID");
		}
		return of(UUID.fromString(braced.substring(1, TEXT_LENGTH - 1)));
	}

	/**
	 * Tells whether a text is a GUID in braces, in upper or lower case.
	 * @param text the text
	 * @return whether {@link #parse(String)} would accept it as it is, braces included
	 */
	public static boolean isCanonical(@Nullable String text) {
		// Without a regular expression, for a process that has just started
		if (text == null || text.length() != TEXT_LENGTH) {
			return false;
		}
		for (int i = 0; i < TEXT_LENGTH; i++) {
			char form = FORM.charAt(i);
			if ((form == '0') ? !isDigit(text.charAt(i)) : form != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isDigit(char character) {
		return character < 0x80 && Character.digit(character, 16) >= 0;
	}

	@Override
	public int compareTo(Guid other) {
		int order = Long.compareUnsigned(this.mostSigBits, other.mostSigBits);
		return (order != 0) ? order : Long.compareUnsigned(this.leastSigBits, other.leastSigBits);
	}

	/**
	 * Compares the bits.
	 */
	@Override
	public boolean equals(Object other) {
		return other instanceof Guid guid && this.mostSigBits == guid.mostSigBits
				&& this.leastSigBits == guid.leastSigBits;
	}

	/**
	 * Mixes all bits, so that consecutive identifiers spread over a hash table.
	 */
	@Override
	public int hashCode() {
		long mixed = (this.mostSigBits ^ this.leastSigBits) * 0x9E3779B97F4A7C15L;
		return (int) (mixed ^ (mixed >>> 32));
	}

	/**
	 * Returns the canonical text ({@code StringFromGUID2}): 38 characters, braces and
	 * upper-case hexadecimal digits in groups of 8-4-4-4-12.
	 */
	@Override
	public String toString() {
		String uuid = new UUID(this.mostSigBits, this.leastSigBits).toString();
		return "{" + uuid.toUpperCase(Locale.ROOT) + "}";
	}

}
