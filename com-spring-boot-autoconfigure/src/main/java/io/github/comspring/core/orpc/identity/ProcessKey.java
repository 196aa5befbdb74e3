package io.github.comspring.core.orpc.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;

import io.github.comspring.core.Sha256;

/**
 * The key to a process: random bytes, of which its number (OXID) is made, and the tickets
 * that it lets others in with. A ticket is good for one process, the holder, and at this
 * process alone, which has made it or had its service control manager make it: whoever it
 * is shown to could make it itself, and can use it nowhere else. The number is in every
 * reference to the process's objects, and nothing follows from it. The key itself is
 * shown to the service control manager of the process, which introduces others, and to
 * nobody else.
 */
public final class ProcessKey {

	/** The length of a key and of a ticket in bytes. */
	static final int LENGTH = 32;

	private final byte[] bytes;

	private final long oxid;

	private ProcessKey(byte[] bytes) {
		this.bytes = bytes;
		this.oxid = Math.max(1, ByteBuffer.wrap(digest(bytes)).getLong() & Long.MAX_VALUE);
	}

	/**
	 * Makes the key of a process that begins.
	 * @return a key that no other process has
	 */
	public static ProcessKey random() {
		byte[] bytes = new byte[LENGTH];
		new SecureRandom().nextBytes(bytes);
		return new ProcessKey(bytes);
	}

	/**
	 * Returns the key that a process has shown.
	 * @param bytes its bytes
	 * @return the key
	 */
	static ProcessKey of(byte[] bytes) {
		return new ProcessKey(bytes.clone());
	}

	private static byte[] digest(byte[]... parts) {
		MessageDigest digest = Sha256.digest();
		for (byte[] part : parts) {
			digest.update(part);
		}
		return digest.digest();
	}

	/**
	 * Returns the number of the process.
	 * @return the OXID, positive
	 */
	public long oxid() {
		return this.oxid;
	}

	byte[] bytes() {
		return this.bytes.clone();
	}

	/**
	 * Makes the ticket that lets another process in.
	 * @param holder the number of the other process
	 * @return the ticket
	 */
	public byte[] ticket(long holder) {
		return digest(this.bytes, ByteBuffer.allocate(Long.BYTES).putLong(holder).array());
	}

	/**
	 * Makes what shows that somebody has this key: the ticket of nobody.
	 */
	byte[] warrant() {
		return ticket(0);
	}

	/**
	 * Tells whether a ticket lets a process in.
	 * @param holder the number of the process, or 0 for a warrant
	 * @param ticket what it shows
	 * @return whether it does
	 */
	boolean admits(long holder, byte[] ticket) {
		// Takes as long for any wrong one
		return MessageDigest.isEqual(ticket(holder), ticket);
	}

}
