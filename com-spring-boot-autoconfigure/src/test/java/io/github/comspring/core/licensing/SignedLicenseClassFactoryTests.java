package io.github.comspring.core.licensing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory.LicenseInfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignedLicenseClassFactoryTests {

	@TempDir
	private Path machine;

	private Vendor vendor;

	private final List<Product> constructed = new ArrayList<>();

	private SignedLicenseClassFactory<Product> factory;

	@BeforeEach
	void setUp() {
		this.vendor = new Vendor(this.machine);
		this.factory = factory(this::construct);
	}

	@Test
	@Tag("LI-01")
	void licenseInfoNeverFailsForLackOfALicense() {
		assertThat(this.factory.licenseInfo()).isEqualTo(new LicenseInfo(false, false));
		this.vendor.install("garbage");
		assertThat(this.factory.licenseInfo()).isEqualTo(new LicenseInfo(false, false));
	}

	@Test
	@Tag("LI-01")
	void licenseInfoTellsWhetherKeysCanBeIssued() {
		this.vendor.install(Vendor.license());
		assertThat(this.factory.licenseInfo()).isEqualTo(new LicenseInfo(false, true));
		this.vendor.install(Vendor.license(this.vendor.key(Vendor.PRINTER)));
		assertThat(this.factory.licenseInfo()).isEqualTo(new LicenseInfo(false, true));
		this.vendor.install(Vendor.license(this.vendor.key(Vendor.RASTERIZER)));
		assertThat(this.factory.licenseInfo()).isEqualTo(new LicenseInfo(true, true));
	}

	@Test
	@Tag("LI-02")
	void keyThatALicensedMachineIssuesIsGoodOnAnUnlicensedOne() throws Exception {
		this.vendor.install(Vendor.license(this.vendor.key(Vendor.PRINTER), this.vendor.key(Vendor.RASTERIZER, "ocr")));
		String key = this.factory.requestLicenseKey();
		Files.delete(this.vendor.file());
		assertThat(this.factory.createInstance(Product.class, key).features).containsExactly("ocr");
	}

	@Test
	@Tag("LI-02")
	void unlicensedMachineIssuesNoKey() {
		assertFails(HResult.CLASS_E_NOTLICENSED, this.factory::requestLicenseKey);
	}

	@Test
	@Tag("LI-02")
	void licenseWithoutAGoodKeyForTheClassIssuesNone() {
		this.vendor.install(Vendor.license());
		assertFails(HResult.E_NOTIMPL, this.factory::requestLicenseKey);
		String expired = this.vendor.issuer()
			.sign(new RuntimeKey(Vendor.RASTERIZER.clsid(), Set.of(), LocalDate.EPOCH));
		this.vendor.install(Vendor.license(this.vendor.key(Vendor.PRINTER), expired, "garbage"));
		assertFails(HResult.E_NOTIMPL, this.factory::requestLicenseKey);
	}

	@Test
	@Tag("LI-03")
	void licensedMachineCreates() throws Exception {
		this.vendor.install(Vendor.license());
		Product product = this.factory.createInstance(Product.class);
		assertThat(this.constructed).containsExactly(product);
		assertThat(product.type).isSameAs(Product.class);
	}

	@Test
	@Tag("LI-03")
	void unlicensedMachineRefusesBeforeConstruction() {
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class));
		this.vendor.install(Vendor.licenseUntil("2026-05-31"));
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class));
		assertThat(this.constructed).isEmpty();
	}

	@Test
	@Tag("LI-04")
	void goodKeyCreatesWhateverTheMachinesLicense() throws Exception {
		String key = this.vendor.key(Vendor.RASTERIZER);
		this.factory.createInstance(Product.class, key);
		this.vendor.install("garbage");
		this.factory.createInstance(Product.class, key);
		this.vendor.install(Vendor.license());
		this.factory.createInstance(Product.class, key);
		assertThat(this.constructed).hasSize(3);
	}

	@Test
	@Tag("LI-04")
	void badKeyIsRefusedBeforeConstructionThoughTheMachineIsLicensed() {
		this.vendor.install(Vendor.license());
		String good = this.vendor.key(Vendor.RASTERIZER, "ocr");
		String ofAnotherVendor = new Vendor(this.machine).key(Vendor.RASTERIZER, "ocr");
		List<String> bad = List.of("", "Schlüssel ☂", good.substring(0, good.length() - 1), good.substring(1),
				good + " ", good.toLowerCase(Locale.ROOT), good.toUpperCase(Locale.ROOT), good.replace("ocr", "all"),
				this.vendor.key(Vendor.PRINTER), ofAnotherVendor, this.vendor.issuer().sign(Vendor.license()));
		for (String key : bad) {
			assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class, key));
			assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createAggregate(this, key));
		}
		assertThat(this.constructed).isEmpty();
	}

	@Test
	@Tag("LI-04")
	void nullKeyIsRefusedBeforeConstruction() {
		assertFails(HResult.E_POINTER, () -> this.factory.createInstance(Product.class, null));
		assertFails(HResult.E_POINTER, () -> this.factory.createAggregate(this, null));
		assertThat(this.constructed).isEmpty();
	}

	@Test
	@Tag("LI-05")
	void classThatDoesNotAggregateSaysSoWithAKeyAsWithout() {
		this.vendor.install(Vendor.license());
		String key = this.vendor.key(Vendor.RASTERIZER);
		assertFails(HResult.CLASS_E_NOAGGREGATION, () -> this.factory.createAggregate(this));
		assertFails(HResult.CLASS_E_NOAGGREGATION, () -> this.factory.createAggregate(this, key));
		assertThat(this.constructed).isEmpty();
	}

	@Test
	@Tag("LI-05")
	void classThatAggregatesNeedsALicenseOrAKey() throws Exception {
		SignedLicenseClassFactory<Product> aggregating = factory(new LicensedFactory<>() {

			@Override
			public Product create(Class<?> type, Set<String> features) {
				return construct(type, features);
			}

			@Override
			public Product createAggregate(Object outer, Set<String> features) {
				return construct(outer.getClass(), features);
			}

		});
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> aggregating.createAggregate(this));
		assertThat(this.constructed).isEmpty();
		Product byKey = aggregating.createAggregate(this, this.vendor.key(Vendor.RASTERIZER, "ocr"));
		assertThat(byKey.features).containsExactly("ocr");
		this.vendor.install(Vendor.license());
		assertThat(aggregating.createAggregate(this).features).containsExactlyInAnyOrder("ocr", "print");
	}

	@Test
	@Tag("LI-06")
	void createInstanceWithoutAKeyConsultsTheMachineAlone() throws Exception {
		String key = this.vendor.key(Vendor.RASTERIZER);
		this.factory.createInstance(Product.class, key);
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class));
		assertThat(this.constructed).hasSize(1);
	}

	@Test
	@Tag("LI-09")
	void eachCallIsDecidedWhenItIsMade() throws Exception {
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class));
		this.vendor.install(Vendor.license());
		Product product = this.factory.createInstance(Product.class);
		Files.delete(this.vendor.file());
		assertFails(HResult.CLASS_E_NOTLICENSED, () -> this.factory.createInstance(Product.class));
		assertThat(this.factory.licenseInfo().licenseVerified()).isFalse();
		assertThat(product.closed).isFalse();
		this.vendor.install(Vendor.license());
		this.factory.createInstance(Product.class);
		assertThat(this.constructed).hasSize(2);
	}

	@Test
	@Tag("LI-10")
	void differentKeysGiveDifferentFeatures() throws Exception {
		Product basic = this.factory.createInstance(Product.class, this.vendor.key(Vendor.RASTERIZER));
		Product full = this.factory.createInstance(Product.class, this.vendor.key(Vendor.RASTERIZER, "ocr", "print"));
		assertThat(basic.features).isEmpty();
		assertThat(full.features).containsExactlyInAnyOrder("ocr", "print");
	}

	@Test
	void instanceIsDestroyedByItsFactory() throws Exception {
		Product product = this.factory.createInstance(Product.class, this.vendor.key(Vendor.RASTERIZER));
		this.factory.destroyInstance(product);
		assertThat(product.closed).isTrue();
	}

	private SignedLicenseClassFactory<Product> factory(LicensedFactory<Product> products) {
		return new SignedLicenseClassFactory<>(Vendor.RASTERIZER, this.vendor.licenses(), products);
	}

	private Product construct(Class<?> type, Set<String> features) {
		Product product = new Product(type, features);
		this.constructed.add(product);
		return product;
	}

	private static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.extracting(ComException::hresult)
			.isEqualTo(expected);
	}

	private static final class Product implements AutoCloseable {

		private final Class<?> type;

		private final Set<String> features;

		private boolean closed;

		Product(Class<?> type, Set<String> features) {
			this.type = type;
			this.features = features;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
