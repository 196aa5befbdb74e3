package io.github.comspring.core.licensing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SignatureException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor allows: by the licence of this machine, or by a run-time key. The file is
 * read for each decision, so that a licence counts from the moment it is installed until
 * the moment it is removed. Safe from any thread.
 */
public final class VendorLicenses {

	private final Path file;

	private final PublicKey vendorKey;

	private final Clock clock;

	/** Saves checking the signature again while the file stays the same. */
	private volatile @Nullable Checked last;

	/**
	 * Creates the view of one licence file.
	 * @param file where the machine licence is installed, which need not exist
	 * @param vendorKey the vendor's public key, for Ed25519
	 * @param clock tells the day
	 * @throws ComException {@code E_INVALIDARG} if the key is not for Ed25519
	 */
	public VendorLicenses(Path file, PublicKey vendorKey, Clock clock) {
		Ed25519.verify(vendorKey, "", "");
		this.file = file;
		this.vendorKey = vendorKey;
		this.clock = clock;
	}

	/**
	 * Returns the machine licence for a class.
	 * @param coClass the class
	 * @return the licence, signed by the vendor and good today
	 * @throws ComException {@code CLASS_E_NOTLICENSED} if there is none, saying why
	 */
	MachineLicense machineLicense(CoClass coClass) {
		String name = "the machine licence " + this.file;
		String text = read(coClass);
		Checked checked = this.last;
		if (checked == null || !checked.text.equals(text)) {
			checked = new Checked(text,
					verify(coClass, name, SignedText.Format.MACHINE_LICENSE, text, MachineLicense::of));
			this.last = checked;
		}
		MachineLicense license = checked.license;
		if (!license.classes().contains(coClass.clsid())) {
			throw notLicensed(coClass, name + " is for other classes", null);
		}
		requireTerm(coClass, name, license.validUntil());
		return license;
	}

	/**
	 * Checks a run-time key, whatever the machine's licence.
	 * @param coClass the class
	 * @param text the key as the client passed it
	 * @return what the key allows
	 * @throws ComException {@code CLASS_E_NOTLICENSED} if it is not good for the class
	 * today, saying why and not repeating the key
	 */
	RuntimeKey runtimeKey(CoClass coClass, String text) {
		String name = "the run-time key";
		RuntimeKey key = verify(coClass, name, SignedText.Format.RUNTIME_KEY, text, RuntimeKey::of);
		if (!key.clsid().equals(coClass.clsid())) {
			throw notLicensed(coClass, name + " is for the class " + key.clsid(), null);
		}
		requireTerm(coClass, name, key.validUntil());
		return key;
	}

	/**
	 * Finds a run-time key that this machine may hand out.
	 * @param license the licence of this machine
	 * @param coClass the class
	 * @return the first that is good for the class today
	 */
	Optional<String> issuableKey(MachineLicense license, CoClass coClass) {
		return license.runtimeKeys().stream().filter((key) -> isGood(coClass, key)).findFirst();
	}

	private boolean isGood(CoClass coClass, String key) {
		try {
			runtimeKey(coClass, key);
			return true;
		}
		catch (ComException ex) {
			return false;
		}
	}

	private String read(CoClass coClass) {
		try {
			// Editors and transfers change line ends, and no more than that is forgiven
			return Files.readString(this.file).strip().lines().collect(Collectors.joining("\n"));
		}
		catch (NoSuchFileException ex) {
			throw notLicensed(coClass, "there is no machine licence " + this.file, ex);
		}
		catch (IOException ex) {
			throw notLicensed(coClass, "the machine licence " + this.file + " cannot be read", ex);
		}
	}

	private <T> T verify(CoClass coClass, String name, SignedText.Format format, String text,
			Function<SignedText, T> reader) {
		try {
			return reader.apply(SignedText.verify(format, text, this.vendorKey));
		}
		catch (SignatureException ex) {
			throw notLicensed(coClass, name + " " + ex.getMessage(), ex);
		}
		catch (ComException | DateTimeException ex) {
			throw notLicensed(coClass, name + " is signed but makes no sense", ex);
		}
	}

	private void requireTerm(CoClass coClass, String name, @Nullable LocalDate validUntil) {
		if (validUntil != null && LocalDate.now(this.clock.withZone(ZoneOffset.UTC)).isAfter(validUntil)) {
			throw notLicensed(coClass, name + " expired after " + validUntil, null);
		}
	}

	private static ComException notLicensed(CoClass coClass, String reason, @Nullable Throwable cause) {
		return new ComException(HResult.CLASS_E_NOTLICENSED, coClass + " is not licensed: " + reason, cause);
	}

	private record Checked(String text, MachineLicense license) {
	}

}
