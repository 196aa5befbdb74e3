package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * A security context for tests: both ends know a key. Signs with HMAC-SHA256 and seals
 * with AES in counter mode.
 */
public final class KeyedContext implements SecurityContext {

	/** The number of the authentication service. */
	static final int SERVICE = 0x7A;

	private static final int SIGNATURE = 32;

	private final boolean server;

	private final int messages;

	private final AuthenticationLevel level;

	private final byte[] key;

	private final String name;

	/** Spoils the next fragment on its way, after it was signed. */
	public volatile boolean spoil;

	/** Forgets to sign. */
	public volatile boolean unsigned;

	/** Whether it can sign headers, too. */
	public volatile boolean headersIfAsked;

	private volatile boolean headers;

	private @Nullable String peer;

	private int exchanged;

	private int sent;

	private int received;

	private KeyedContext(boolean server, int messages, AuthenticationLevel level, String key, String name) {
		this.server = server;
		this.messages = messages;
		this.level = level;
		this.key = Arrays.copyOf(key.getBytes(StandardCharsets.US_ASCII), 16);
		this.name = name;
	}

	/**
	 * Creates the server's end.
	 * @param messages how many messages an authentication takes, 1 to 3
	 * @param level the level
	 * @param key the key
	 * @return the context
	 */
	public static KeyedContext server(int messages, AuthenticationLevel level, String key) {
		return new KeyedContext(true, messages, level, key, "server");
	}

	/**
	 * Creates a client's end.
	 * @param messages how many messages an authentication takes, 1 to 3
	 * @param level the level
	 * @param key the key
	 * @param name the client's name
	 * @return the context
	 */
	public static KeyedContext client(int messages, AuthenticationLevel level, String key, String name) {
		return new KeyedContext(false, messages, level, key, name);
	}

	@Override
	public int authenticationType() {
		return SERVICE;
	}

	@Override
	public AuthenticationLevel level() {
		return this.level;
	}

	@Override
	public byte[] exchange(byte[] token) {
		if (this.server || this.exchanged > 0) {
			this.exchanged++;
			verify(token);
		}
		if (this.exchanged == this.messages) {
			return new byte[0];
		}
		this.exchanged++;
		byte[] words = (this.exchanged + this.name).getBytes(StandardCharsets.US_ASCII);
		byte[] proof = mac(words);
		return ByteBuffer.allocate(proof.length + words.length).put(proof).put(words).array();
	}

	private void verify(byte[] token) {
		if (token.length <= SIGNATURE) {
			throw new ComException(HResult.E_ACCESSDENIED, "The token is too short");
		}
		byte[] words = Arrays.copyOfRange(token, SIGNATURE, token.length);
		if (!Arrays.equals(mac(words), Arrays.copyOf(token, SIGNATURE)) || words[0] != '0' + this.exchanged) {
			this.exchanged = -1;
			throw new ComException(HResult.E_ACCESSDENIED, "The token is wrong");
		}
		this.peer = new String(words, 1, words.length - 1, StandardCharsets.US_ASCII);
	}

	@Override
	public boolean isEstablished() {
		return this.exchanged == this.messages;
	}

	@Override
	public @Nullable Object principal() {
		return (this.server && isEstablished()) ? this.peer : null;
	}

	@Override
	public int signatureLength() {
		return (this.unsigned || this.level.compareTo(AuthenticationLevel.PACKET) < 0) ? 0 : SIGNATURE;
	}

	@Override
	public boolean canSignHeaders() {
		return this.headersIfAsked;
	}

	@Override
	public void signHeaders() {
		this.headers = true;
	}

	/**
	 * Tells whether both ends sign headers.
	 * @return whether they do
	 */
	public boolean signsHeaders() {
		return this.headers;
	}

	private byte[] covered(ByteBuffer pdu, int stubOffset) {
		return Loopback.bytes(this.headers ? pdu : pdu.slice(stubOffset, pdu.limit() - stubOffset));
	}

	@Override
	public byte[] protect(ByteBuffer pdu, int stubOffset, int stubLength) {
		byte[] number = number(this.server, this.sent++);
		byte[] signature = mac(number, covered(pdu, stubOffset));
		seal(pdu, stubOffset, stubLength, number);
		if (this.spoil) {
			this.spoil = false;
			pdu.put(stubOffset, (byte) (pdu.get(stubOffset) ^ 1));
		}
		return signature;
	}

	@Override
	public void unprotect(ByteBuffer pdu, int stubOffset, int stubLength, byte[] signature) {
		byte[] number = number(!this.server, this.received++);
		seal(pdu, stubOffset, stubLength, number);
		if (!Arrays.equals(mac(number, covered(pdu, stubOffset)), signature)) {
			throw new RpcFault(RpcFault.ACCESS_DENIED, "A fragment was changed on its way");
		}
	}

	private void seal(ByteBuffer pdu, int offset, int length, byte[] number) {
		if (this.level != AuthenticationLevel.PACKET_PRIVACY) {
			return;
		}
		try {
			Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(this.key, "AES"), new IvParameterSpec(number));
			pdu.put(offset, cipher.doFinal(Loopback.bytes(pdu.slice(offset, length))));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] number(boolean fromServer, int sequence) {
		return ByteBuffer.allocate(16).putInt(fromServer ? 1 : 0).putInt(sequence).array();
	}

	private byte[] mac(byte[]... parts) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.key, "HmacSHA256"));
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
