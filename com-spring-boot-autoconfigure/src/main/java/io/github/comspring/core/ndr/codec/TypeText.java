package io.github.comspring.core.ndr.codec;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The text that describes how values are encoded, of which the fingerprint is taken. A
 * type with components is written out once, and by its name from then on.
 */
public final class TypeText {

	private final StringBuilder text = new StringBuilder();

	private final Set<String> written = new HashSet<>();

	public TypeText append(Object part) {
		this.text.append(part);
		return this;
	}

	/**
	 * Appends the name of a type with components.
	 * @param name the name
	 * @return whether its components have to follow
	 */
	public boolean begin(String name) {
		this.text.append(name);
		return this.written.add(name);
	}

	/**
	 * Returns a checksum that is the same in every JVM.
	 * @return the checksum, never 0
	 */
	public int fingerprint() {
		CRC32C checksum = new CRC32C();
		checksum.update(toString().getBytes(StandardCharsets.UTF_8));
		int value = (int) checksum.getValue();
		return (value != 0) ? value : 1;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
