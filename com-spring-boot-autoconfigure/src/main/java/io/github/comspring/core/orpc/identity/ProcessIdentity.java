package io.github.comspring.core.orpc.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * How a process introduces itself when it connects to another one: by what its OXID was
 * made of, so that the references that are handed to it can be given back when it dies,
 * and by a secret that the two share, so that it may speak for its users. The kernel
 * vouches for the operating-system user; this adds nothing to that. One message, no
 * answer, and the messages after it are as they would be without.
 */
public final class ProcessIdentity implements SecurityContext {

	/** The authentication service, of those that are free for private use. */
	static final int TYPE = 0xC5;

	/** Who introduces itself, or {@code null} at the end that is introduced to. */
	private final @Nullable ProcessNumber number;

	private final @Nullable String secret;

	private @Nullable Introduced principal;

	private boolean established;

	private ProcessIdentity(@Nullable ProcessNumber number, @Nullable String secret) {
		this.number = number;
		this.secret = secret;
	}

	/**
	 * The end that introduces itself.
	 * @param number the process
	 * @param secret the secret that it shares with the other one, or {@code null}
	 * @return the context
	 */
	public static ProcessIdentity client(ProcessNumber number, @Nullable String secret) {
		return new ProcessIdentity(number, secret);
	}

	/**
	 * The end that is introduced to.
	 * @param secret the secret of those who may speak for others, or {@code null} if
	 * nobody may
	 * @return the context
	 */
	public static ProcessIdentity server(@Nullable String secret) {
		return new ProcessIdentity(null, secret);
	}

	@Override
	public int authenticationType() {
		return TYPE;
	}

	@Override
	public AuthenticationLevel level() {
		return AuthenticationLevel.CONNECT;
	}

	@Override
	public byte[] exchange(byte[] token) {
		if (this.number != null) {
			this.established = true;
			byte[] known = bytes(this.secret);
			return ByteBuffer.allocate(ProcessNumber.PROOF + known.length).put(this.number.proof()).put(known).array();
		}
		if (token.length < ProcessNumber.PROOF) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process did not introduce itself properly");
		}
		long introduced = ProcessNumber.of(Arrays.copyOf(token, ProcessNumber.PROOF));
		byte[] shown = Arrays.copyOfRange(token, ProcessNumber.PROOF, token.length);
		this.principal = new Introduced(introduced, isTrusted(shown));
		this.established = true;
		return new byte[0];
	}

	private boolean isTrusted(byte[] shown) {
		if (shown.length == 0) {
			return false;
		}
		if (this.secret == null || !MessageDigest.isEqual(bytes(this.secret), shown)) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process introduced itself with a wrong secret");
		}
		return true;
	}

	private static byte[] bytes(@Nullable String secret) {
		return (secret != null) ? secret.getBytes(StandardCharsets.UTF_8) : new byte[0];
	}

	@Override
	public boolean isEstablished() {
		return this.established;
	}

	@Override
	public @Nullable Object principal() {
		return this.principal;
	}

	@Override
	public int signatureLength() {
		return 0;
	}

	@Override
	public byte[] protect(ByteBuffer pdu, int stubOffset, int stubLength) {
		throw new IllegalStateException("Protects no fragments");
	}

	@Override
	public void unprotect(ByteBuffer pdu, int stubOffset, int stubLength, byte[] signature) {
		throw new IllegalStateException("Protects no fragments");
	}

	/**
	 * A process that has introduced itself.
	 *
	 * @param oxid the process
	 * @param trusted whether it may speak for others
	 */
	public record Introduced(long oxid, boolean trusted) {
	}

}
