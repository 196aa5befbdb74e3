package io.github.comspring.core.licensing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;

/**
 * A vendor with a key pair, and a machine on which its licence may be installed.
 */
final class Vendor {

	static final CoClass RASTERIZER = new CoClass(Clsid.of("{6F0F2D4E-0001-4BCD-8DEF-0123456789AB}"),
			new ProgId("Desk.Rasterizer"), null);

	static final CoClass PRINTER = new CoClass(Clsid.of("{6F0F2D4E-0002-4BCD-8DEF-0123456789AB}"),
			new ProgId("Desk.Printer"), null);

	private final KeyPair keys = keyPair("Ed25519");

	private final LicenseIssuer issuer = new LicenseIssuer(this.keys.getPrivate());

	private final Path file;

	Vendor(Path machine) {
		this.file = machine.resolve("desk.license");
	}

	static KeyPair keyPair(String algorithm) {
		try {
			return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns a licence for the rasterizer that lasts for ever.
	 */
	static MachineLicense license(String... runtimeKeys) {
		return new MachineLicense("Desk", "Käufer & Söhne", Set.of(RASTERIZER.clsid()), Set.of("print", "ocr"), null,
				List.of(runtimeKeys));
	}

	static MachineLicense licenseUntil(String lastDay) {
		return new MachineLicense("Desk", "Holder", Set.of(RASTERIZER.clsid()), Set.of(), LocalDate.parse(lastDay),
				List.of());
	}

	LicenseIssuer issuer() {
		return this.issuer;
	}

	KeyPair keys() {
		return this.keys;
	}

	Path file() {
		return this.file;
	}

	String key(CoClass coClass, String... features) {
		return this.issuer.sign(new RuntimeKey(coClass.clsid(), Set.of(features), null));
	}

	void install(MachineLicense license) {
		install(this.issuer.sign(license));
	}

	void install(String text) {
		try {
			Files.writeString(this.file, text);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	VendorLicenses licenses() {
		return licenses("2026-06-01T00:00:00Z", ZoneOffset.UTC);
	}

	VendorLicenses licenses(String now, ZoneId zone) {
		return new VendorLicenses(this.file, this.keys.getPublic(), Clock.fixed(Instant.parse(now), zone));
	}

}
