package io.github.comspring.core.licensing;

import java.security.PrivateKey;

/**
 * Signs licences and run-time keys. The vendor's tool: it needs the private key, which
 * must not lie on a customer's machine. Safe from any thread.
 */
public final class LicenseIssuer {

	private final PrivateKey vendorKey;

	/**
	 * Creates an issuer.
	 * @param vendorKey the vendor's private key, for Ed25519
	 */
	public LicenseIssuer(PrivateKey vendorKey) {
		this.vendorKey = vendorKey;
	}

	/**
	 * Signs a machine licence.
	 * @param license the licence
	 * @return the text of the file to be installed, in UTF-8
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} if a text in it has
	 * control characters, or the key is not for Ed25519
	 */
	public String sign(MachineLicense license) {
		return license.toText().sign(this.vendorKey) + "\n";
	}

	/**
	 * Signs a run-time key.
	 * @param key the key
	 * @return the key as clients pass it on
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} if a feature has
	 * control characters or semicolons, or the key is not for Ed25519
	 */
	public String sign(RuntimeKey key) {
		return key.toText().sign(this.vendorKey);
	}

}
