package io.github.comspring.core.licensing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VendorLicensesTests {

	@TempDir
	private Path machine;

	private Vendor vendor;

	@BeforeEach
	void setUp() {
		this.vendor = new Vendor(this.machine);
	}

	@Test
	void keyOfAnotherAlgorithmIsRefusedAtOnce() {
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(
					() -> new VendorLicenses(this.vendor.file(), Vendor.keyPair("RSA").getPublic(), Clock.systemUTC()))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@Test
	void noFileIsNamed() {
		assertNotLicensed("there is no machine licence " + this.vendor.file(), this::machineLicense).havingCause()
			.isInstanceOf(NoSuchFileException.class);
	}

	@Test
	void fileThatCannotBeReadIsNamed() throws IOException {
		Files.createDirectory(this.vendor.file());
		assertNotLicensed("the machine licence " + this.vendor.file() + " cannot be read", this::machineLicense);
	}

	@Test
	void fileThatIsNoTextIsNamed() throws IOException {
		Files.write(this.vendor.file(), new byte[] { (byte) 0xff, (byte) 0xfe });
		assertNotLicensed(this.vendor.file() + " cannot be read", this::machineLicense);
	}

	@Test
	void alteredFileIsRefused() {
		String text = this.vendor.issuer().sign(Vendor.license());
		this.vendor.install(text.replace("feature=ocr", "feature=all"));
		assertNotLicensed(this.vendor.file() + " is not signed by the vendor", this::machineLicense);
		this.vendor.install(text.replace("feature=ocr\n", ""));
		assertNotLicensed("is not signed by the vendor", this::machineLicense);
		this.vendor.install("");
		assertNotLicensed("is not of the format comspring-license-1", this::machineLicense);
	}

	@Test
	void lineEndsMayChange() {
		this.vendor.install(this.vendor.issuer().sign(Vendor.license()).replace("\n", "\r\n") + "\r\n");
		assertThat(machineLicense()).isEqualTo(Vendor.license());
	}

	@Test
	void runtimeKeyIsNoMachineLicense() {
		this.vendor.install(this.vendor.key(Vendor.RASTERIZER));
		assertNotLicensed("is not of the format", this::machineLicense);
	}

	@Test
	void otherClassIsNotLicensed() {
		this.vendor.install(Vendor.license());
		assertNotLicensed("is for other classes", () -> this.vendor.licenses().machineLicense(Vendor.PRINTER));
	}

	@Test
	void licenseThatTheVendorSignedWithNonsenseIsRefused() {
		this.vendor.install(new SignedText(SignedText.Format.MACHINE_LICENSE).with("class", Stream.of("Desk"))
			.sign(this.vendor.keys().getPrivate()));
		assertNotLicensed("is signed but makes no sense", this::machineLicense);
		this.vendor.install(new SignedText(SignedText.Format.MACHINE_LICENSE).with("valid-until", Stream.of("soon"))
			.sign(this.vendor.keys().getPrivate()));
		assertNotLicensed("is signed but makes no sense", this::machineLicense);
		String key = new SignedText(SignedText.Format.RUNTIME_KEY).sign(this.vendor.keys().getPrivate());
		assertNotLicensed("is signed but makes no sense", () -> runtimeKey(key));
	}

	@Test
	void machineLicenseIsGoodUntilTheEndOfItsLastDayInUtc() {
		this.vendor.install(Vendor.licenseUntil("2026-12-31"));
		ZoneId tokyo = ZoneId.of("Asia/Tokyo");
		VendorLicenses lastMoment = this.vendor.licenses("2026-12-31T23:59:59.999Z", tokyo);
		assertThat(lastMoment.machineLicense(Vendor.RASTERIZER).holder()).isEqualTo("Holder");
		VendorLicenses over = this.vendor.licenses("2027-01-01T00:00:00Z", ZoneId.of("America/New_York"));
		assertNotLicensed("expired after 2026-12-31", () -> over.machineLicense(Vendor.RASTERIZER));
	}

	@Test
	void runtimeKeyIsGoodUntilTheEndOfItsLastDay() {
		String key = this.vendor.issuer()
			.sign(new RuntimeKey(Vendor.RASTERIZER.clsid(), Set.of(), LocalDate.of(2026, 12, 31)));
		VendorLicenses lastMoment = this.vendor.licenses("2026-12-31T23:59:59.999Z", ZoneOffset.UTC);
		assertThat(lastMoment.runtimeKey(Vendor.RASTERIZER, key).features()).isEmpty();
		VendorLicenses over = this.vendor.licenses("2027-01-01T00:00:00Z", ZoneOffset.UTC);
		assertNotLicensed("expired after 2026-12-31", () -> over.runtimeKey(Vendor.RASTERIZER, key));
	}

	@Test
	void refusalDoesNotRepeatTheKey() {
		String key = this.vendor.key(Vendor.PRINTER);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> runtimeKey(key))
			.withMessageContaining("the run-time key is for the class " + Vendor.PRINTER.clsid())
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(key.substring(key.length() - 86)));
	}

	@Test
	void fileIsCheckedAgainWhenItsContentChanges() throws IOException {
		VendorLicenses licenses = this.vendor.licenses();
		this.vendor.install(Vendor.license());
		licenses.machineLicense(Vendor.RASTERIZER);
		byte[] bytes = Files.readAllBytes(this.vendor.file());
		String altered = new String(bytes, StandardCharsets.UTF_8).replace("feature=ocr", "feature=odr");
		Files.writeString(this.vendor.file(), altered);
		assertNotLicensed("is not signed", () -> licenses.machineLicense(Vendor.RASTERIZER));
		Files.write(this.vendor.file(), bytes);
		assertThat(licenses.machineLicense(Vendor.RASTERIZER)).isEqualTo(Vendor.license());
	}

	private MachineLicense machineLicense() {
		return this.vendor.licenses().machineLicense(Vendor.RASTERIZER);
	}

	private RuntimeKey runtimeKey(String key) {
		return this.vendor.licenses().runtimeKey(Vendor.RASTERIZER, key);
	}

	private static ThrowableAssertAlternative<ComException> assertNotLicensed(String reason, ThrowingCallable call) {
		return assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.withMessageContaining("is not licensed: ")
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CLASS_E_NOTLICENSED));
	}

}
