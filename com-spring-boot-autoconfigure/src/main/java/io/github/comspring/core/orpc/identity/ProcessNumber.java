package io.github.comspring.core.orpc.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The number of a process (OXID), and the random bytes that it was made of. Everybody can
 * read the number in references to the process's objects, but only who knows the bytes
 * can introduce itself by it: others can neither release what the process holds nor have
 * it taken back by going away. Whoever the process introduces itself to is trusted not to
 * do so.
 */
public final class ProcessNumber {

	/** How many bytes a number is made of. */
	static final int PROOF = 32;

	private final long oxid;

	private final byte[] proof;

	/**
	 * Creates a number.
	 * @param oxid the number
	 * @param proof what it is shown with
	 */
	public ProcessNumber(long oxid, byte[] proof) {
		this.oxid = oxid;
		this.proof = proof.clone();
	}

	/**
	 * Makes the number of a process that begins.
	 * @return a number that no other process has
	 */
	public static ProcessNumber random() {
		byte[] proof = new byte[PROOF];
		new SecureRandom().nextBytes(proof);
		return new ProcessNumber(of(proof), proof);
	}

	/**
	 * Returns the number of the process that shows some bytes.
	 * @param proof the bytes
	 * @return the OXID, positive
	 */
	public static long of(byte[] proof) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(proof);
			return Math.max(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	public long oxid() {
		return this.oxid;
	}

	public byte[] proof() {
		return this.proof.clone();
	}

}
