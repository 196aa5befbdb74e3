package io.github.comspring.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256, which every JDK has. It stays there when code of this process removes what
 * provides it from the list of all. Safe from any thread.
 */
public final class Sha256 {

	private static final MessageDigest FIRST = first();

	private Sha256() {
	}

	private static MessageDigest first() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	/**
	 * Makes a digest.
	 * @return a digest of nothing yet, for one thread
	 */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance(FIRST.getAlgorithm(), FIRST.getProvider());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("It was there before", ex);
		}
	}

}
