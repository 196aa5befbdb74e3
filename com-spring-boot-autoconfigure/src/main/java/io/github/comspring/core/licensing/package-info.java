/**
 * Licences: a ready implementation of the licensed class factory, with signatures in
 * Ed25519.
 * <p>
 * A vendor has a key pair ({@code KeyPairGenerator.getInstance("Ed25519")}). The public
 * key lies in the product; the private one never leaves the vendor. A
 * {@link io.github.comspring.core.licensing.LicenseIssuer} signs two things with it:
 * <ul>
 * <li>a {@link io.github.comspring.core.licensing.MachineLicense}, a readable file that
 * is installed on the machine where the classes run, and is no part of the jar;</li>
 * <li>a {@link io.github.comspring.core.licensing.RuntimeKey}, a string with which a
 * client creates objects on machines without a licence.</li>
 * </ul>
 * A licensed machine hands out run-time keys ({@code RequestLicKey}) although it cannot
 * sign: its licence carries the keys that the vendor signed for it. So nothing that a
 * customer holds, and nobody who breaks into a customer's machine, can make a key that
 * the vendor did not.
 */
@NullMarked
package io.github.comspring.core.licensing;

import org.jspecify.annotations.NullMarked;
