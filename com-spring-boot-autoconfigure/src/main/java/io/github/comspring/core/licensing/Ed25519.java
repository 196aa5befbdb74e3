package io.github.comspring.core.licensing;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Signatures of texts, themselves texts (Base64 for URLs).
 */
final class Ed25519 {

	private static final int LENGTH = 64;

	private Ed25519() {
	}

	/**
	 * Signs a text.
	 * @param key the private key
	 * @param text the text
	 * @return the signature
	 * @throws ComException {@code E_INVALIDARG} if it is no Ed25519 key
	 */
	static String sign(PrivateKey key, String text) {
		try {
			Signature signature = algorithm();
			signature.initSign(key);
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return encode(signature.sign());
		}
		catch (InvalidKeyException ex) {
			throw new ComException(HResult.E_INVALIDARG, "The vendor's private key is no Ed25519 key", ex);
		}
		catch (SignatureException ex) {
			throw new ComException(HResult.E_UNEXPECTED, "The vendor's private key cannot sign", ex);
		}
	}

	/**
	 * Checks the signature of a text. Of the texts that mean the same bytes only the one
	 * that {@link #sign} makes is accepted.
	 * @param key the public key
	 * @param text the text
	 * @param signature the signature, any text
	 * @return whether the owner of the key signed the text
	 * @throws ComException {@code E_INVALIDARG} if it is no Ed25519 key
	 */
	static boolean verify(PublicKey key, String text, String signature) {
		Signature algorithm = algorithm();
		try {
			algorithm.initVerify(key);
			algorithm.update(text.getBytes(StandardCharsets.UTF_8));
			byte[] bytes = Base64.getUrlDecoder().decode(signature);
			// The JDK accepts zeros after the signature
			return bytes.length == LENGTH && encode(bytes).equals(signature) && algorithm.verify(bytes);
		}
		catch (InvalidKeyException ex) {
			throw new ComException(HResult.E_INVALIDARG, "The vendor's public key is no Ed25519 key", ex);
		}
		catch (IllegalArgumentException | SignatureException ex) {
			return false;
		}
	}

	private static Signature algorithm() {
		try {
			return Signature.getInstance("Ed25519");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new ComException(HResult.E_UNEXPECTED, "This JDK has no Ed25519", ex);
		}
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
