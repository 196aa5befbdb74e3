package io.github.comspring.core.orpc.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * How a process introduces itself when it connects to another one: with what lets it in
 * there, so that the references that are handed to it can be given back when it dies, and
 * with a secret that the two share, so that it may speak for its users. The kernel
 * vouches for the operating-system user; this adds nothing to that. One message, no
 * answer, and the messages after it are as they would be without.
 */
public final class ProcessIdentity implements SecurityContext {

	/** The authentication service, of those that are free for private use. */
	static final int TYPE = 0xC5;

	/** What is shown, or {@code null} at the end that it is shown to. */
	private final @Nullable Token shown;

	/** Whom it is shown to, or {@code null} at the other end. */
	private final @Nullable ProcessKey own;

	private final @Nullable String secret;

	private @Nullable Introduced principal;

	private boolean established;

	private ProcessIdentity(@Nullable Token shown, @Nullable ProcessKey own, @Nullable String secret) {
		this.shown = shown;
		this.own = own;
		this.secret = secret;
	}

	/**
	 * The end that introduces itself.
	 * @param shown what it shows
	 * @return the context
	 */
	public static ProcessIdentity client(Token shown) {
		return new ProcessIdentity(shown, null, null);
	}

	/**
	 * The end that is introduced to.
	 * @param own the key of this process
	 * @param secret the secret of those who may speak for others, or {@code null} if
	 * nobody may
	 * @return the context
	 */
	public static ProcessIdentity server(ProcessKey own, @Nullable String secret) {
		return new ProcessIdentity(null, own, secret);
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
		if (this.shown != null) {
			this.established = true;
			return this.shown.toBytes();
		}
		this.principal = introduced(parse(token));
		this.established = true;
		return new byte[0];
	}

	private static Token parse(byte[] token) {
		try {
			return Token.parse(token);
		}
		catch (IllegalArgumentException ex) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process did not introduce itself properly", ex);
		}
	}

	private Introduced introduced(Token token) {
		boolean trusted = isTrusted(token.secret());
		if (token.oxid() <= 0 || !(isItself(token) || (trusted && token.key() == null))) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process introduced itself by a number that it was not let in with here");
		}
		return new Introduced(token, trusted, isKeyholder(token));
	}

	private boolean isKeyholder(Token token) {
		byte[] warrant = token.warrant();
		return this.own != null && warrant != null && this.own.admits(0, warrant);
	}

	/**
	 * Who is trusted is believed what it says of itself, too: nobody else knows the
	 * secret but this process.
	 */
	private boolean isItself(Token token) {
		ProcessKey key = token.key();
		byte[] ticket = token.ticket();
		return (key != null) ? key.oxid() == token.oxid()
				: this.own != null && ticket != null && this.own.admits(token.oxid(), ticket);
	}

	private boolean isTrusted(String known) {
		if (known.isEmpty()) {
			return false;
		}
		if (this.secret == null || !MessageDigest.isEqual(bytes(this.secret), bytes(known))) {
			throw new ComException(HResult.E_ACCESSDENIED, "A process introduced itself with a wrong secret");
		}
		return true;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
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

}
