package io.github.comspring.core.licensing;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LicenseIssuerTests {

	private static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);

	@TempDir
	private Path machine;

	private Vendor vendor;

	@BeforeEach
	void setUp() {
		this.vendor = new Vendor(this.machine);
	}

	@Test
	void machineLicenseIsReadableLines() {
		String key = this.vendor.key(Vendor.RASTERIZER);
		MachineLicense license = new MachineLicense("Desk", "Käufer & Söhne",
				Set.of(Vendor.PRINTER.clsid(), Vendor.RASTERIZER.clsid()), Set.of("print", "ocr"), LAST_DAY,
				List.of(key));
		List<String> lines = this.vendor.issuer().sign(license).lines().toList();
		assertThat(lines.subList(0, lines.size() - 1)).containsExactly("comspring-license-1", "product=Desk",
				"holder=Käufer & Söhne", "class=" + Vendor.RASTERIZER.clsid(), "class=" + Vendor.PRINTER.clsid(),
				"feature=ocr", "feature=print", "valid-until=2026-12-31", "runtime-key=" + key);
	}

	@Test
	void machineLicenseIsReadBack() {
		MachineLicense license = Vendor.license(this.vendor.key(Vendor.RASTERIZER, "ocr"));
		this.vendor.install(license);
		assertThat(this.vendor.licenses().machineLicense(Vendor.RASTERIZER)).isEqualTo(license);
	}

	@Test
	void runtimeKeyIsOneLineAndReadBack() {
		RuntimeKey key = new RuntimeKey(Vendor.RASTERIZER.clsid(), Set.of("print", "ocr"), LAST_DAY);
		String text = this.vendor.issuer().sign(key);
		assertThat(text).startsWith("comspring-key-1;class={6F0F2D4E-0001-4BCD-8DEF-0123456789AB};feature=ocr;"
				+ "feature=print;valid-until=2026-12-31;signature=");
		assertThat(this.vendor.licenses().runtimeKey(Vendor.RASTERIZER, text)).isEqualTo(key);
	}

	@Test
	void keyOfAnotherAlgorithmSignsNothing() {
		LicenseIssuer issuer = new LicenseIssuer(Vendor.keyPair("RSA").getPrivate());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> issuer.sign(Vendor.license()))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

}
