package io.github.comspring;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LicensedClassFactoryTests {

	@Test
	@Tag("LI-05")
	void keyIsNeverPassedOverByAggregationWithoutOne() throws Exception {
		LicensedClassFactory<Object> factory = new LicensedClassFactory<>() {

			@Override
			public LicenseInfo licenseInfo() {
				return new LicenseInfo(false, true);
			}

			@Override
			public String requestLicenseKey() {
				return "key";
			}

			@Override
			public Object createInstance(Class<?> type) {
				return "by licence";
			}

			@Override
			public Object createInstance(Class<?> type, String key) {
				return "by key";
			}

			@Override
			public Object createAggregate(Object outer) {
				return "by licence";
			}

		};
		assertThat(factory.createAggregate(this)).isEqualTo("by licence");
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> factory.createAggregate(this, "no key"))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CLASS_E_NOAGGREGATION);
	}

}
