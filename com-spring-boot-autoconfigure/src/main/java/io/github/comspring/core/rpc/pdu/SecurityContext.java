package io.github.comspring.core.rpc.pdu;

import java.nio.ByteBuffer;

import io.github.comspring.Activation.AuthenticationLevel;
import org.jspecify.annotations.Nullable;

/**
 * One end of an authentication on one connection (a GSS security context), and what
 * protects the fragments after it. Used by one thread at a time.
 */
public interface SecurityContext {

	/**
	 * Returns the authentication service ({@code auth_type}).
	 * @return the number in the security trailers
	 */
	int authenticationType();

	/**
	 * Returns how well messages are protected ({@code auth_level}).
	 * @return the level in the security trailers
	 */
	AuthenticationLevel level();

	/**
	 * Takes the peer's token and makes the next one. A client's first call has an empty
	 * token.
	 * @param token the token that the peer sent
	 * @return the token to send, empty if the peer needs none
	 * @throws io.github.comspring.ComException {@code E_ACCESSDENIED} if the token is not
	 * good
	 */
	byte[] exchange(byte[] token);

	/**
	 * Tells whether the exchange of tokens has ended well.
	 * @return whether the context can be used
	 */
	boolean isEstablished();

	/**
	 * Returns who the peer has shown to be.
	 * @return the principal, {@code null} before the context is established and at the
	 * client
	 */
	@Nullable Object principal();

	/**
	 * Tells whether signatures can cover the headers of fragments, too
	 * ({@code PFC_SUPPORT_HEADER_SIGN}).
	 * @return whether they can
	 */
	default boolean canSignHeaders() {
		return false;
	}

	/**
	 * Has signatures cover the headers of fragments from now on, since both ends have
	 * said that theirs can. May be called more than once.
	 */
	default void signHeaders() {
	}

	/**
	 * Returns how long the signature of a fragment is.
	 * @return the length in bytes, 0 if the level protects no fragments
	 */
	int signatureLength();

	/**
	 * Signs, and seals if the level is privacy, one fragment in place.
	 * @param pdu the whole fragment up to the signature
	 * @param stubOffset where the part to seal begins
	 * @param stubLength how long it is, with its padding
	 * @return the signature
	 */
	byte[] protect(ByteBuffer pdu, int stubOffset, int stubLength);

	/**
	 * Unseals and verifies one fragment in place.
	 * @param pdu the whole fragment up to the signature
	 * @param stubOffset where the sealed part begins
	 * @param stubLength how long it is, with its padding
	 * @param signature the signature that came with it
	 * @throws RpcFault if it was changed on its way
	 */
	void unprotect(ByteBuffer pdu, int stubOffset, int stubLength, byte[] signature);

}
