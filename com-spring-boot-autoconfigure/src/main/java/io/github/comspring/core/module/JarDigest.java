package io.github.comspring.core.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Sha256;
import io.github.comspring.core.Shortage;
import org.jspecify.annotations.Nullable;

/**
 * The content that a jar must have, by its digest. What is loaded is a copy that nobody
 * else can write, and the digest is that of the very bytes that went into it: a jar that
 * is changed after the check, or during it, changes nothing of what runs.
 *
 * @param hexadecimal the SHA-256 digest, in lower case
 */
record JarDigest(String hexadecimal) {

	private static final String ALGORITHM = "sha-256:";

	private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

	/**
	 * Reads a digest as the registry has it.
	 * @param text {@code sha-256:} and 64 hexadecimal digits, in any case
	 * @return the digest
	 * @throws ComException {@code REGDB_E_INVALIDVALUE} if it is none
	 */
	static JarDigest parse(String text) {
		String uniform = text.strip().toLowerCase(Locale.ROOT);
		String digits = uniform.startsWith(ALGORITHM) ? uniform.substring(ALGORITHM.length()) : "";
		if (!DIGEST.matcher(digits).matches()) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE,
					"The digest '" + text + "' is not " + ALGORITHM + " and 64 hexadecimal digits");
		}
		return new JarDigest(digits);
	}

	/**
	 * Copies a jar that has this digest, for the user of this process alone.
	 * @param jar the jar
	 * @return the copy, which the caller removes
	 * @throws ComException {@code CO_E_ERRORINDLL} if it has another digest or cannot be
	 * copied; no copy is left
	 */
	Path copyOf(Path jar) {
		Path copy = null;
		try {
			copy = Files.createTempFile("comspring-jar-", ".jar");
			requireEqual(jar, copy(jar, copy));
			return copy;
		}
		catch (IOException ex) {
			delete(copy);
			throw Shortage.failure(HResult.CO_E_ERRORINDLL, jar + " cannot be copied to check its digest", ": " + ex,
					ex);
		}
		catch (ComException ex) {
			delete(copy);
			throw ex;
		}
	}

	private static String copy(Path jar, Path copy) throws IOException {
		MessageDigest digest = Sha256.digest();
		try (InputStream content = new DigestInputStream(Files.newInputStream(jar), digest);
				OutputStream out = Files.newOutputStream(copy)) {
			content.transferTo(out);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private void requireEqual(Path jar, String found) {
		if (!found.equals(this.hexadecimal)) {
			throw new ComException(HResult.CO_E_ERRORINDLL, jar + " has the digest " + ALGORITHM + found + " and not "
					+ this + " that it is registered with, and nothing of it is run");
		}
	}

	private static void delete(@Nullable Path copy) {
		if (copy != null) {
			copy.toFile().delete();
		}
	}

	@Override
	public String toString() {
		return ALGORITHM + this.hexadecimal;
	}

}
